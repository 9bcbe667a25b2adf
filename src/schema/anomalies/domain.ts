import { quotedName } from '../filter/syntax';
import type { Domain, SchemaFeature } from '../schema';
import type { BytesStatistics, Exact, FeatureStatistics, NumberStatistics } from '../statistics/statistics';
import { type Anomaly, figure, quotedText } from './anomaly';

type Found = Omit<Anomaly, 'feature' | 'in'>;

/** Values outside the domain that the schema gives a feature. */
export function domainAnomalies(feature: FeatureStatistics, { domain }: SchemaFeature): Found[] {
  if (!domain) return [];
  if (domain.kind === 'float') return feature.float ? floatAnomalies(feature.name, feature.float, domain) : [];
  if (domain.kind === 'int' && feature.int64) return intAnomalies(feature.name, feature.int64, domain.min, domain.max);
  if (domain.kind === 'bool' && feature.int64) return intAnomalies(feature.name, feature.int64, 0, 1);
  if (!feature.bytes) return [];
  if (domain.kind === 'string') return stringAnomalies(feature.name, feature.bytes, domain.values);
  if (domain.kind === 'image') return imageAnomalies(feature.name, feature.bytes, domain);
  return domain.kind === 'text' ? textAnomalies(feature.name, feature.bytes) : [];
}

const compare = (a: Exact, b: Exact): number => {
  const [left, right] = [BigInt(a), BigInt(b)];
  return left < right ? -1 : left > right ? 1 : 0;
};

function intAnomalies(name: string, { min, max }: NumberStatistics, least: Exact, most: Exact): Found[] {
  const isBool = least === 0 && most === 1;
  const found: Found[] = [];
  if (min !== null && compare(min, least) < 0) {
    found.push({
      type: isBool ? 'BOOL_TYPE_SMALL_INT' : 'INT_TYPE_SMALL_INT',
      severity: 'error',
      short: 'Out-of-range values',
      long: `"${name}" goes down to ${min}, but should not be below ${least}.`,
      where: `${quotedName(name)} < ${least}`,
    });
  }
  if (max !== null && compare(max, most) > 0) {
    found.push({
      type: isBool ? 'BOOL_TYPE_BIG_INT' : 'INT_TYPE_BIG_INT',
      severity: 'error',
      short: 'Out-of-range values',
      long: `"${name}" goes up to ${max}, but should not be above ${most}.`,
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
      short: 'NaN values',
      long: `"${name}" has ${numbers.nan} NaN among ${numbers.count} values; one is enough to make a loss NaN.`,
      where: `isnan(${quotedName(name)})`,
    });
  }
  if (domain.disallow_inf && infinite > 0) {
    found.push({
      type: 'FLOAT_TYPE_HAS_INF',
      severity: 'error',
      short: 'Infinite values',
      long: `"${name}" has ${infinite} infinite among ${numbers.count} values.`,
      where: `isinf(${quotedName(name)})`,
    });
  }
  if (domain.min !== undefined && numbers.min !== null && Number(numbers.min) < domain.min) {
    found.push({
      type: 'FLOAT_TYPE_SMALL_FLOAT',
      severity: 'warning',
      short: 'Out-of-range values',
      long: `"${name}" goes down to ${figure(numbers.min)}, but should not be below ${figure(domain.min)}.`,
      where: `${quotedName(name)} < ${domain.min}`,
    });
  }
  if (domain.max !== undefined && numbers.max !== null && Number(numbers.max) > domain.max) {
    found.push({
      type: 'FLOAT_TYPE_BIG_FLOAT',
      severity: 'warning',
      short: 'Out-of-range values',
      long: `"${name}" goes up to ${figure(numbers.max)}, but should not be above ${figure(domain.max)}.`,
      where: `${quotedName(name)} > ${domain.max}`,
    });
  }
  return found;
}

function stringAnomalies(name: string, bytes: BytesStatistics, values: string[]): Found[] {
  const allowed = new Set(values);
  const unexpected = bytes.top_values.filter(({ value }) => !('utf8' in value) || value.length !== undefined || !allowed.has(value.utf8));
  if (unexpected.length === 0) return textAnomalies(name, bytes);
  const shown = unexpected.slice(0, 3).map(({ value }) => ('utf8' in value ? quotedText(value.utf8) : `bytes ${value.base64}`));
  const count = unexpected.reduce((sum, { count }) => sum + count, 0);
  return [
    {
      type: 'ENUM_TYPE_UNEXPECTED_STRING_VALUES',
      severity: 'error',
      short: 'Unexpected string values',
      long: `"${name}" has values that the schema does not list: ${shown.join(', ')}${unexpected.length > 3 ? ' and others' : ''} (${count} or more of ${bytes.count}).`,
      where: `not (${quotedName(name)} in [${values.map(quotedText).join(', ')}])`,
    },
  ];
}

function textAnomalies(name: string, { utf8 }: BytesStatistics): Found[] {
  const bad = utf8.checked - utf8.valid;
  if (bad === 0) return [];
  return [
    {
      type: 'ENUM_TYPE_INVALID_UTF8',
      severity: 'error',
      short: 'Invalid UTF-8',
      long: `"${name}" should be text, but ${bad} of the ${utf8.checked} values looked at are not UTF-8.`,
      where: `not isutf8(${quotedName(name)})`,
    },
  ];
}

function imageAnomalies(name: string, bytes: BytesStatistics, { max_bytes }: Domain & { kind: 'image' }): Found[] {
  const found: Found[] = [];
  const images = bytes.images?.count ?? 0;
  if (images < bytes.count) {
    found.push({
      type: 'LOW_SUPPORTED_IMAGE_FRACTION',
      severity: 'error',
      short: 'Not an image',
      long: `"${name}" should be an image, but ${bytes.count - images} of ${bytes.count} values are not JPEG, PNG, GIF, WebP or BMP.`,
      where: `not isimage(${quotedName(name)})`,
    });
  }
  if (bytes.max_bytes > max_bytes) {
    found.push({
      type: 'MAX_IMAGE_BYTE_SIZE_EXCEEDED',
      severity: 'information',
      short: 'Larger images',
      long: `"${name}" has images of up to ${bytes.max_bytes} bytes, the schema's largest is ${max_bytes}.`,
      where: `size(${quotedName(name)}) > ${max_bytes}`,
    });
  }
  return found;
}
