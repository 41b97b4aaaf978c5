export const wasmLibraries: Readonly<Record<"simd128" | "fma128", string>>;
export function buildWasm(): Promise<{ library: string; built: boolean }>;
