export const wasmLibrary: string;
export function buildWasm(): Promise<{ library: string; built: boolean }>;
