import type { CallAfterFit } from './plan';

/** A sentence on what a program does with its trained model and a run leaves out: "After fit, evaluate (line 14) is not run …". */
export function describeCallsAfterFit(calls: readonly CallAfterFit[]): string {
  const names = calls.map(({ method, site }) => `${method} (line ${site.line})`);
  const listed = names.length > 1 ? `${names.slice(0, -1).join(', ')} and ${names.at(-1)}` : names.join();
  return `After fit, ${listed} ${names.length > 1 ? 'are' : 'is'} not run; the run folder has the trained weights.`;
}
