import { said } from '../../common/sentence';
import { quotedName } from '../../query/syntax';
import type { BytesStatistics, Exact, FeatureStatistics, NumberStatistics } from '../../statistics/report/statistics';
import type { Domain, SchemaFeature } from '../schema';
import { type Found, figure } from './anomaly';
import { imageAnomalies } from './image';
import { numeralAnomalies } from './numerals';
import { textAnomalies, wordAnomalies } from './words';

/** Values outside the domain that the schema gives a feature. */
export function domainAnomalies({ name, int64, float, bytes }: FeatureStatistics, { domain, min_domain_mass = 1 }: SchemaFeature): Found[] {
  switch (domain?.kind) {
    case 'int':
      return [...(int64 ? intAnomalies(name, int64, domain) : []), ...(bytes ? numeralAnomalies(name, bytes, domain) : [])];
    case 'bool':
      return [
        ...(int64 ? intAnomalies(name, int64, { kind: 'bool', min: 0, max: 1 }) : []),
        ...(float ? flagAnomalies(name, float) : []),
        ...(bytes && domain.words ? wordAnomalies(name, bytes, domain.words, 1, 'BOOL_TYPE_UNEXPECTED_STRING') : []),
      ];
    case 'float':
      return [...(float ? floatAnomalies(name, float, domain) : []), ...(bytes ? numeralAnomalies(name, bytes, domain) : [])];
    case 'string':
      return bytes ? enumAnomalies(name, bytes, domain.values, min_domain_mass) : [];
    case 'text':
      return bytes ? textAnomalies(name, bytes) : [];
    case 'image':
      return bytes ? imageAnomalies(name, bytes, domain) : [];
    default:
      return [];
  }
}

/** As in TFDV, nothing else is said of texts some of which are no texts. */
function enumAnomalies(name: string, bytes: BytesStatistics, values: string[], mass: number): Found[] {
  const invalid = textAnomalies(name, bytes);
  return invalid.length > 0 ? invalid : wordAnomalies(name, bytes, values, mass, 'ENUM_TYPE_UNEXPECTED_STRING_VALUES');
}

const compare = (a: Exact, b: Exact): number => {
  const [left, right] = [BigInt(a), BigInt(b)];
  return left < right ? -1 : left > right ? 1 : 0;
};

interface IntRange {
  kind: 'int' | 'bool';
  min: Exact;
  max: Exact;
}

function intAnomalies(name: string, { min, max }: NumberStatistics, { kind, min: least, max: most }: IntRange): Found[] {
  const isBool = kind === 'bool';
  const found: Found[] = [];
  if (min !== null && compare(min, least) < 0) {
    found.push({
      type: isBool ? 'BOOL_TYPE_SMALL_INT' : 'INT_TYPE_SMALL_INT',
      severity: 'error',
      short: said`Out-of-range values`,
      long: said`"${name}" has values down to ${min}, below the minimum of ${least}.`,
      where: `${quotedName(name)} < ${least}`,
    });
  }
  if (max !== null && compare(max, most) > 0) {
    found.push({
      type: isBool ? 'BOOL_TYPE_BIG_INT' : 'INT_TYPE_BIG_INT',
      severity: 'error',
      short: said`Out-of-range values`,
      long: said`"${name}" has values up to ${max}, above the maximum of ${most}.`,
      where: `${quotedName(name)} > ${most}`,
    });
  }
  return found;
}

function floatAnomalies(name: string, numbers: NumberStatistics, domain: Domain & { kind: 'float' }): Found[] {
  const found: Found[] = [];
  const infinite = numbers.positive_infinity + numbers.negative_infinity;
  if (domain.disallow_nan && numbers.nan > 0) {
    found.push({
      type: 'FLOAT_TYPE_HAS_NAN',
      severity: 'error',
      short: said`NaN values`,
      long: said`NaN in "${name}": ${numbers.nan} of ${numbers.count} values. A single NaN makes the loss NaN.`,
      where: `isnan(${quotedName(name)})`,
    });
  }
  if (domain.disallow_inf && infinite > 0) {
    found.push({
      type: 'FLOAT_TYPE_HAS_INF',
      severity: 'error',
      short: said`Infinite values`,
      long: said`Infinite values in "${name}": ${infinite} of ${numbers.count}.`,
      where: `isinf(${quotedName(name)})`,
    });
  }
  const least = numbers.negative_infinity > 0 ? Number.NEGATIVE_INFINITY : Number(numbers.min ?? Number.NaN);
  const most = numbers.positive_infinity > 0 ? Number.POSITIVE_INFINITY : Number(numbers.max ?? Number.NaN);
  if (domain.min !== undefined && least < domain.min) {
    found.push({
      type: 'FLOAT_TYPE_SMALL_FLOAT',
      severity: 'warning',
      short: said`Out-of-range values`,
      long: said`"${name}" has values down to ${figure(least)}, below the minimum of ${figure(domain.min)}.`,
      where: `${quotedName(name)} < ${domain.min}`,
    });
  }
  if (domain.max !== undefined && most > domain.max) {
    found.push({
      type: 'FLOAT_TYPE_BIG_FLOAT',
      severity: 'warning',
      short: said`Out-of-range values`,
      long: said`"${name}" has values up to ${figure(most)}, above the maximum of ${figure(domain.max)}.`,
      where: `${quotedName(name)} > ${domain.max}`,
    });
  }
  return found;
}

/** Floats that stand for true and false. */
function flagAnomalies(name: string, { distinct, top_values, nan, positive_infinity, negative_infinity }: NumberStatistics): Found[] {
  const other = top_values.find(({ value }) => Number(value) !== 0 && Number(value) !== 1);
  if (!other && distinct.count <= 2 && nan + positive_infinity + negative_infinity === 0) return [];
  return [
    {
      type: 'BOOL_TYPE_UNEXPECTED_FLOAT',
      severity: 'error',
      short: said`Values other than 0 and 1`,
      long: other
        ? said`"${name}" should be 0 or 1, but has other values, such as ${figure(other.value)}.`
        : said`"${name}" should be 0 or 1, but has other values.`,
      where: `any(${quotedName(name)} != 0 and ${quotedName(name)} != 1)`,
    },
  ];
}
