/**
 * Prints what is being done and, when it is, how long it took: `database … PostgreSQL 18.4, 0.6 s`.
 * What `work` returns as a string is printed, too.
 */
export async function timed(label, work) {
  const begin = performance.now();
  process.stdout.write(`  ${label} … `);
  try {
    const result = await work();
    const seconds = `${((performance.now() - begin) / 1000).toFixed(1)} s`;
    process.stdout.write(typeof result === "string" ? `${result}, ${seconds}\n` : `${seconds}\n`);
    return result;
  } catch (error) {
    process.stdout.write("failed\n");
    throw error;
  }
}
