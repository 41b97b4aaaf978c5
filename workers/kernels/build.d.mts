export function buildKernels(): Promise<{ library: string; built: boolean; because: string | null }>;
