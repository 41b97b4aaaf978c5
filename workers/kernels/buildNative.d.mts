export const nativeLibrary: string;
export function buildNative(): Promise<{ library: string; built: boolean }>;
