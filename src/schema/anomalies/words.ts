import { said } from '../../common/sentence';
import { quotedName } from '../../query/syntax';
import type { BytesPreview, BytesStatistics } from '../../statistics/report/statistics';
import { type AnomalyType, type Found, quotedText } from './anomaly';
import { distinctBounds } from './distinct';

/** The values that can be looked at, with their counts: all of them, or the most frequent ones. */
export const knownValues = ({ values, top_values }: BytesStatistics): BytesStatistics['top_values'] => values ?? top_values;

/** Values of which the statistics have each with its count; of others only the most frequent ones can be looked at. */
export const isListed = (bytes: BytesStatistics): boolean =>
  bytes.distinct.known === 'exact' && bytes.distinct.count <= knownValues(bytes).length && bytes.top_values_coverage === 'all';

/** Texts that the schema does not list, where they are a larger share than `mass` leaves to them. */
export function wordAnomalies(name: string, bytes: BytesStatistics, words: string[], mass: number, type: AnomalyType): Found[] {
  const allowed = new Map(words.map(word => [word, new TextEncoder().encode(word).length]));
  const texts = knownValues(bytes).flatMap(({ value, count }) => ('utf8' in value ? [{ value, count }] : []));
  const unexpected = texts.filter(({ value }) => !isAllowed(value, allowed));
  const count = unexpected.reduce((sum, { count }) => sum + count, 0);
  if (count === 0) return mass < 1 ? [] : tooManyAnomalies(name, bytes, words, type);
  if (count / bytes.count <= 1 - mass) return [];
  const shown = unexpected
    .slice(0, 3)
    .map(({ value }) => quotedText(value.utf8))
    .join(', ');
  const listed = unexpected.length > 3 ? said`${shown} and others` : shown;
  const counted = isListed(bytes) ? count : said`${count} or more`;
  return [
    {
      type,
      severity: 'error',
      short: said`Unexpected string values`,
      long: said`"${name}" has values that are not in the schema's domain: ${listed} (${counted} of ${bytes.count}).`,
      where: whereOther(name, words),
    },
  ];
}

const whereOther = (name: string, words: string[]): string => `not (${quotedName(name)} in [${words.map(quotedText).join(', ')}])`;

/** Among more different values than the schema lists, some are not listed, even though the most frequent ones are. */
function tooManyAnomalies(name: string, { distinct }: BytesStatistics, words: string[], type: AnomalyType): Found[] {
  const { least } = distinctBounds(distinct);
  const listed = new Set(words).size;
  if (least <= listed) return [];
  return [
    {
      type,
      severity: 'error',
      short: said`Unexpected string values`,
      long: said`"${name}" has values that are not in the schema's domain: the domain has ${listed} distinct values, the data at least ${least}.`,
      where: whereOther(name, words),
    },
  ];
}

/** Of a long value the statistics keep its start and its length only. */
function isAllowed(value: BytesPreview & { utf8: string }, allowed: Map<string, number>): boolean {
  if (value.length === undefined) return allowed.has(value.utf8);
  return [...allowed].some(([word, length]) => length === value.length && word.startsWith(value.utf8));
}

/** Texts that are not UTF-8. */
export function textAnomalies(name: string, { utf8 }: BytesStatistics): Found[] {
  const bad = utf8.checked - utf8.valid;
  if (bad === 0) return [];
  return [
    {
      type: 'ENUM_TYPE_INVALID_UTF8',
      severity: 'error',
      short: said`Invalid UTF-8`,
      long: said`"${name}" should be text, but ${bad} of the ${utf8.checked} values checked are not valid UTF-8.`,
      where: `not isutf8(${quotedName(name)})`,
    },
  ];
}
