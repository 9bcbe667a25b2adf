import { strict as assert } from 'node:assert';
import fc from 'fast-check';
import { inEnglish } from '../../../src/common/sentence';
import type { Column } from '../../../src/query/column';
import { compileFilter } from '../../../src/query/compile';
import { completeFilter } from '../../../src/query/complete';
import type { FilterRecord } from '../../../src/query/value';
import type { FeatureValue } from '../../../src/records/example';

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);
const PNG = Uint8Array.from([137, 80, 78, 71, 13, 10, 26, 10, 0, 0, 0, 13, 73, 72, 68, 82, 0, 0, 0, 136, 0, 0, 0, 128, 8, 3, 0, 0, 0]);

const columns: Column[] = [
  { name: 'label', type: 'number', detail: 'int64 []', literals: ['3', '4'] },
  { name: 'big', type: 'number', detail: 'int64 []', literals: [] },
  { name: 'tokens', type: 'number', detail: 'int64 [None]', literals: [] },
  { name: 'score', type: 'number', detail: 'float [3]', literals: [] },
  { name: 'text', type: 'text', detail: 'bytes []', literals: ['"naïve ✓"'] },
  { name: 'image', type: 'text', detail: 'bytes [], image', literals: [] },
  { name: 'image/object/bbox/xmin', type: 'number', detail: 'float [None]', literals: [] },
  { name: 'nothing', type: 'any', detail: 'none', literals: [] },
  { name: 'in', type: 'number', detail: 'int64 []', literals: [] },
  { name: 'steps', type: 'number', detail: 'int64 [None, None]', literals: [] },
];

const features: [string, FeatureValue][] = [
  ['label', { kind: 'int64', values: BigInt64Array.of(3n) }],
  ['big', { kind: 'int64', values: BigInt64Array.of(9007199254740993n) }],
  ['tokens', { kind: 'int64', values: BigInt64Array.of(5n, 0n, 12n) }],
  ['score', { kind: 'float', values: Float32Array.of(0.5, Number.NaN, -2) }],
  ['text', { kind: 'bytes', values: [bytes('naïve ✓')] }],
  ['image', { kind: 'bytes', values: [PNG] }],
  ['image/object/bbox/xmin', { kind: 'float', values: Float32Array.of(0.25) }],
  ['in', { kind: 'int64', values: BigInt64Array.of(1n) }],
];
const record: FilterRecord = {
  record: 41,
  size: 600,
  features: new Map(features),
  lists: new Map([
    [
      'steps',
      [
        { kind: 'int64', values: BigInt64Array.of(1n, 2n) },
        { kind: 'int64', values: BigInt64Array.of() },
      ],
    ],
  ]),
};

function check(text: string, holds: boolean): void {
  it(`${text} is ${holds}`, () => {
    const filter = compileFilter(text, columns);
    assert.ok(filter.ok, filter.ok ? '' : inEnglish(filter.error.message));
    assert.equal(filter.matches(record), holds);
  });
}

describe('filters of records', () => {
  const cases: [string, boolean][] = [
    ['label == 3', true],
    ['label == 3 and len(tokens) > 10', false],
    ['label = 3'.replace('=', '!='), false],
    ['3 < label or label < 4', true],
    ['big == 9007199254740993', true],
    ['big == 9007199254740992', false],
    ['big > 9_007_199_254_740_992', true],
    ['-label == -3', true],
    ['tokens == 12', true],
    ['tokens == 13', false],
    ['all(tokens >= 0)', true],
    ['all(tokens > 0)', false],
    ['count(tokens > 0) == 2', true],
    ['tokens[0] == 5 and tokens[-1] == 12', true],
    ['tokens[7] == 5', false],
    ['sum(tokens) == 17', true],
    ['max(tokens) - min(tokens) == 12', true],
    ['mean(tokens) > 5.6 && mean(tokens) < 5.7', true],
    ['label * 2 + 1 == 7', true],
    ['label + 2 * 2 == 7', true],
    ['(label + 2) * 2 == 10', true],
    ['not label == 4', true],
    ['not label == 3 or label == 3', true],
    ['label in [1, 2, 3]', true],
    ['label not in [1, 2, 3]', false],
    ['label in []', false],
    ['isnan(score)', true],
    ['isinf(score)', false],
    ['score < -1.9e0', true],
    ['text contains "naïve"', true],
    ["text startswith 'na' and text endswith '✓'", true],
    ['text matches "^na.ve"', true],
    ['upper(text) == "NAÏVE ✓"', true],
    ['text == "naïve"', false],
    ['size(text) == 10', true],
    ['words(text) == 2', true],
    ['isutf8(image)', false],
    ['isimage(image) and not isimage(text)', true],
    ['image.width < 100', false],
    ['image.width == 136 and image.height == 128 and image.format == "png"', true],
    ['image/object/bbox/xmin == 0.25', true],
    ['`image/object/bbox/xmin` / 0.25 == 1', true],
    ['`in` == 1', true],
    ['missing(nothing)', true],
    ['has(label) and !has(nothing)', true],
    ['nothing == 3', false],
    ['len(nothing) == 0', false],
    ['kind(label) == "int64"', true],
    ['len(steps) == 2 and steps == 2', true],
    ['record == 41 and record_size >= 600', true],
    ['label == 3 == true'.slice(0, 10), true],
  ];
  for (const [text, holds] of cases) check(text, holds);

  const mistakes: [text: string, message: RegExp, at: [number, number]][] = [
    ['', /the filter is empty/, [0, 0]],
    ['label = 3', /use == to compare/, [6, 7]],
    ['labl == 3', /there is no feature "labl"; did you mean "label"\?/, [0, 4]],
    ['lenn(tokens) > 3', /there is no function "lenn"; did you mean "len"\?/, [0, 4]],
    ['label == "x"', /cannot compare a number with text/, [0, 12]],
    ['label contains "x"', /requires text here, but this is a number/, [0, 5]],
    ['label and label == 3', /requires a condition here/, [0, 5]],
    ['label', /this is a number, not a condition/, [0, 5]],
    ['label == ', /the expression is incomplete/, [9, 9]],
    ['(label == 3', /"\(" is not closed/, [0, 1]],
    ['label == 3)', /unexpected "\)"/, [10, 11]],
    ['text == "x', /the quote that begins here is not closed/, [8, 10]],
    ['0 < label < 5', /comparisons cannot be chained/, [10, 11]],
    ['label == 3 label', /unexpected "label"/, [11, 16]],
    ['image.widt == 3', /did you mean "\.width"/, [0, 10]],
    ['label.width == 3', /"width" requires text or bytes, but this is numbers/, [0, 5]],
    ['len(3) == 3', /len takes a feature/, [4, 5]],
    ['len() == 3', /len takes one argument, not 0/, [0, 5]],
    ['text matches "("', /invalid regular expression/, [13, 16]],
    ['label == #', /unexpected "#"/, [9, 10]],
    ['label in [1, "a"]', /the list mixes number and text/, [13, 16]],
    [`${'('.repeat(300)}label`, /nested too deeply/, [200, 201]],
  ];
  for (const [text, message, [start, end]] of mistakes) {
    it(`${text.slice(0, 30)} is refused: ${message.source}`, () => {
      const filter = compileFilter(text, columns);
      assert.ok(!filter.ok);
      assert.match(inEnglish(filter.error.message), message);
      assert.deepEqual([filter.error.start, filter.error.end], [start, end]);
    });
  }

  it('never throws, whatever is typed', () => {
    const pieces = [
      'label',
      'text',
      'tokens',
      'image',
      '.width',
      '==',
      '<',
      'and',
      'or',
      'not',
      'in',
      '(',
      ')',
      '[',
      ']',
      ',',
      '3',
      '"x"',
      '-',
      '+',
      'len',
      'all',
      'matches',
      '`',
      '"',
      ' ',
    ];
    const typed = fc.oneof(
      fc.string(),
      fc.array(fc.constantFrom(...pieces), { maxLength: 12 }).map(words => words.join(' ')),
    );
    fc.assert(
      fc.property(typed, text => {
        const filter = compileFilter(text, columns);
        if (filter.ok) filter.matches(record);
        else assert.ok(filter.error.start >= 0 && filter.error.start <= filter.error.end && filter.error.end <= text.length);
        completeFilter(text, text.length, columns);
      }),
      { numRuns: 1500 },
    );
  });

  const completions: [text: string, has: string[], lacks: string[]][] = [
    ['', ['label', 'len', 'record', 'not'], ['==']],
    ['la', ['label'], ['text']],
    ['label ', ['==', 'in', 'and'], ['contains', 'label']],
    ['text ', ['contains', '=='], []],
    ['label == ', ['3', '4'], ['and']],
    ['text == "naïve ✓" and ', ['label'], ['==']],
    ['image.', ['width', 'format'], ['label']],
    ['image/obj', ['image/object/bbox/xmin'], ['label']],
  ];
  for (const [text, has, lacks] of completions) {
    it(`completes "${text}"`, () => {
      const labels = completeFilter(text, text.length, columns).map(({ label }) => label);
      for (const label of has) assert.ok(labels.includes(label), `${label} in ${labels}`);
      for (const label of lacks) assert.ok(!labels.includes(label), `${label} not in ${labels}`);
    });
  }
});
