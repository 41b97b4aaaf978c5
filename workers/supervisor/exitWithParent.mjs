// Preloaded by the children of the supervisor: when it dies, in whatever way, they and their own children go too.
// Each child leads a process group, which is what 0 means here.
process.once("disconnect", () => process.kill(0, "SIGKILL"));
