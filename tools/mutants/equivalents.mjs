// Mutants that no test can kill, for they change nothing that anyone could see: they are not run, nor counted.

const symmetric = 'the two may change places';
const signOnly = 'a sort looks at the sign alone';

/** @type {{ file: string, line: string, text: string, reason: string }[]} `line`: a part of the line that it stands in; `text`: what it puts in. */
export const equivalents = [
  { file: 'src/values/join.ts', line: 'joinMaps(a, b)', text: 'b, a', reason: `${symmetric}: attributes have no order` },
  { file: 'src/values/join.ts', line: 'same(a.stop', text: '(b as typeof a).stop, a.stop', reason: symmetric },
  { file: 'src/values/join.ts', line: 'same(a.start', text: '(b as typeof a).start, a.start', reason: symmetric },
  { file: 'src/values/join.ts', line: 'join(one, other)', text: 'other, one', reason: symmetric },
  { file: 'src/values/value.ts', line: "return 'none'", text: "''", reason: 'no other key is the empty text either' },
  {
    file: 'src/tensor/product.ts',
    line: "left.includes('...')",
    text: "''",
    reason: 'without dots there is nothing in front of the letters',
  },
  {
    file: 'src/check/read/record-facts.ts',
    line: 'min, max',
    text: 'max, min',
    reason: `${symmetric}: the least and the greatest are taken of both`,
  },
  { file: 'src/check/views/type-json.ts', line: '.sort(', text: '2', reason: signOnly },
  { file: 'src/check/host/session.ts', line: 'program.sources.delete(cell)', text: ';', reason: 'a source that was given up begins anew' },
  {
    file: 'src/statistics/collect/value-pool.ts',
    line: 'at < 0 || tag < 8',
    text: 'at <= 0',
    reason: 'a tag was read, so the place is not the first',
  },
  {
    file: 'src/statistics/threads/node-scan-pool.ts',
    line: "removeEventListener('abort'",
    text: "''",
    reason: 'a thread that is closed twice is closed',
  },
  {
    file: 'src/statistics/threads/node-scanner.ts',
    line: 'untold < atLeast',
    text: 'untold <= atLeast',
    reason: 'progress is said one byte later',
  },
  {
    file: 'src/train/input/ops/image.ts',
    line: 'y < newHeight',
    text: 'y <= newHeight',
    reason: 'a typed array drops what is written behind its end',
  },
  {
    file: 'src/plan/read.ts',
    line: 'const whole =',
    text: '(train && held !== undefined) || (modelRead)',
    reason: 'a part that could not be read has left a refusal, and the next line looks for those too',
  },
  {
    file: 'src/plan/support/changes.ts',
    line: 'trainingMethods',
    text: "'train_on_batch', 'fit_generator'",
    reason: `${symmetric}: a list that is only searched`,
  },
];
