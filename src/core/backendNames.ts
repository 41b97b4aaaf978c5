/** What can compute, in the order in which it is looked for. */
export const backendNames = ["tensorflow", "webgpu", "native", "wasm"] as const;

export type BackendName = (typeof backendNames)[number];
