/**
 * Shows one line for a piece of work that takes its time: a title and, on a terminal, the seconds so far; how long it took at the end.
 * @template T
 * @param {string} title
 * @param {() => Promise<T>} work
 * @returns {Promise<T>}
 */
export async function withProgress(title, work) {
  const started = performance.now();
  const seconds = () => Math.round((performance.now() - started) / 1000);
  const live = process.stderr.isTTY;
  const timer = live && setInterval(() => process.stderr.write(`\r${title} … ${seconds()} s`), 1000);
  process.stderr.write(live ? `${title} …` : `${title} …\n`);
  try {
    const result = await work();
    process.stderr.write(`${live ? '\r' : ''}${title}: done in ${seconds()} s\n`);
    return result;
  } catch (error) {
    process.stderr.write(`${live ? '\r' : ''}${title}: failed after ${seconds()} s\n`);
    throw error;
  } finally {
    clearInterval(timer || undefined);
  }
}
