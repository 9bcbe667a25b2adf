/** Numbers beyond this many in one selection are better asked for by a filter. */
const MOST = 1_000_000;

/** The numbers that a text such as "0-99, 250" names, ascending and each once; those of `count` or more are left out. Undefined when it is no such text. */
export function parseRanges(text: string, count = Number.POSITIVE_INFINITY): number[] | undefined {
  const numbers = new Set<number>();
  for (const part of text.split(',')) {
    const match = /^\s*(\d+)(?:\s*[-–]\s*(\d+))?\s*$/.exec(part);
    if (!match) return undefined;
    const first = Number(match[1]);
    const last = Number(match[2] ?? match[1]);
    if (last < first || last - first >= MOST) return undefined;
    for (let number = first; number <= last && number < count; number++) numbers.add(number);
    if (numbers.size > MOST) return undefined;
  }
  return [...numbers].sort((a, b) => a - b);
}
