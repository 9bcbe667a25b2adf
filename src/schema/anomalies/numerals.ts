import { type Sentence, said } from '../../common/sentence';
import { quotedName } from '../../query/syntax';
import type { BytesStatistics } from '../../statistics/report/statistics';
import type { Domain } from '../schema';
import { type AnomalyType, type Found, figure, quotedText } from './anomaly';
import { knownValues } from './words';

type NumberDomain = Domain & { kind: 'int' | 'float' };

/** A text that stands for a number; a whole one is exact. */
interface Numeral {
  text: string;
  value: number | bigint;
}

/** Texts that should stand for numbers: those that stand for none, or else those that are out of the domain's range. As in TFDV, bytes that are no text do not count. */
export function numeralAnomalies(name: string, bytes: BytesStatistics, domain: NumberDomain): Found[] {
  const texts = knownValues(bytes).flatMap(({ value }) => ('utf8' in value && value.length === undefined ? [value.utf8] : []));
  const numerals: Numeral[] = [];
  const others: string[] = [];
  for (const text of texts) {
    const value = domain.kind === 'int' ? integerOf(text) : floatOf(text);
    if (value === undefined) others.push(text);
    else numerals.push({ text, value });
  }
  if (others.length > 0) return otherAnomalies(name, others, domain.kind);
  return domain.kind === 'int' ? integerAnomalies(name, numerals, domain) : floatAnomalies(name, numerals, domain);
}

const INTEGER = /^\s*[-+]?\d+\s*$/;

function integerOf(text: string): bigint | undefined {
  if (!INTEGER.test(text)) return undefined;
  const value = BigInt(text.trim().replace('+', ''));
  return BigInt.asIntN(64, value) === value ? value : undefined;
}

const DECIMAL = /^[-+]?(?:\d+\.?\d*|\.\d+)(?:e[-+]?\d+)?$/i;
const SPECIAL: { [word: string]: number } = { inf: Number.POSITIVE_INFINITY, infinity: Number.POSITIVE_INFINITY, nan: Number.NaN };

/** A float32, which is what TFDV reads. */
function floatOf(text: string): number | undefined {
  const word = text.trim().toLowerCase();
  if (DECIMAL.test(word)) return Math.fround(Number(word));
  const sign = word.startsWith('-') ? -1 : 1;
  const rest = word.replace(/^[-+]/, '');
  return Object.hasOwn(SPECIAL, rest) ? sign * (SPECIAL[rest] as number) : undefined;
}

/** An anomaly of some of the texts; none when there are none. */
function about(name: string, texts: string[], type: AnomalyType, short: Sentence, long: Sentence): Found[] {
  const where = `${quotedName(name)} in [${texts.map(quotedText).join(', ')}]`;
  return texts.length === 0 ? [] : [{ type, severity: 'error', short, long, where }];
}

function otherAnomalies(name: string, others: string[], kind: NumberDomain['kind']): Found[] {
  const short = said`Strings that are not numbers`;
  const example = quotedText(others[0] ?? '');
  return kind === 'int'
    ? about(
        name,
        others,
        'INT_TYPE_NOT_INT_STRING',
        short,
        said`"${name}" should contain integers as strings, but has other values, such as ${example}.`,
      )
    : about(
        name,
        others,
        'FLOAT_TYPE_STRING_NOT_FLOAT',
        short,
        said`"${name}" should contain numbers as strings, but has other values, such as ${example}.`,
      );
}

function integerAnomalies(name: string, numerals: Numeral[], { min, max }: NumberDomain & { kind: 'int' }): Found[] {
  return [
    ...tooSmall(
      name,
      'INT_TYPE_SMALL_INT',
      min,
      numerals.filter(({ value }) => value < BigInt(min)),
    ),
    ...tooBig(
      name,
      'INT_TYPE_BIG_INT',
      max,
      numerals.filter(({ value }) => value > BigInt(max)),
    ),
  ];
}

function floatAnomalies(name: string, numerals: Numeral[], domain: NumberDomain & { kind: 'float' }): Found[] {
  const { min = Number.NEGATIVE_INFINITY, max = Number.POSITIVE_INFINITY, disallow_nan, disallow_inf } = domain;
  const nan = numerals.filter(({ value }) => disallow_nan && Number.isNaN(value));
  const infinite = numerals.filter(({ value }) => disallow_inf && Math.abs(Number(value)) === Number.POSITIVE_INFINITY);
  return [
    ...about(name, textsOf(nan), 'FLOAT_TYPE_HAS_NAN', said`NaN values`, said`"${name}" has strings that represent NaN.`),
    ...tooSmall(
      name,
      'FLOAT_TYPE_SMALL_FLOAT',
      min,
      numerals.filter(({ value }) => value < min),
    ),
    ...tooBig(
      name,
      'FLOAT_TYPE_BIG_FLOAT',
      max,
      numerals.filter(({ value }) => value > max),
    ),
    ...about(name, textsOf(infinite), 'FLOAT_TYPE_HAS_INF', said`Infinite values`, said`"${name}" has strings that represent infinity.`),
  ];
}

const textsOf = (numerals: Numeral[]): string[] => numerals.map(({ text }) => text);

function tooSmall(name: string, type: AnomalyType, bound: number | string, small: Numeral[]): Found[] {
  const [least] = textsOf(small.toSorted((a, b) => (a.value < b.value ? -1 : 1)));
  const long = said`"${name}" has values down to ${least}, below the minimum of ${figure(bound)}.`;
  return about(name, textsOf(small), type, said`Out-of-range values`, long);
}

function tooBig(name: string, type: AnomalyType, bound: number | string, big: Numeral[]): Found[] {
  const [most] = textsOf(big.toSorted((a, b) => (a.value > b.value ? -1 : 1)));
  const long = said`"${name}" has values up to ${most}, above the maximum of ${figure(bound)}.`;
  return about(name, textsOf(big), type, said`Out-of-range values`, long);
}
