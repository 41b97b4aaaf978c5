export const libraryPath: string;
export function buildKernels(): Promise<{ library: string; built: boolean }>;
