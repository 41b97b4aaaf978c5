export function timed<T>(label: string, work: () => Promise<T>): Promise<T>;
