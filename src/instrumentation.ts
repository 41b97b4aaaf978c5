/** The web process belongs to the supervisor that started it: when that one dies, however it dies, so does the web. */
export function register(): void {
  if (process.connected) process.once("disconnect", () => process.exit(0));
}
