import { type Sentence, said } from '../../common/sentence';
import type { FeatureStatistics, NumberStatistics, Role } from './statistics';

/** What a feature seems to be for: the first rule that holds, most telling first. */
export function roleOf(feature: FeatureStatistics): Role | undefined {
  for (const rule of RULES) {
    const why = rule.holds(feature);
    if (why !== undefined) return { kind: rule.kind, why };
  }
  return undefined;
}

interface Rule {
  kind: Role['kind'];
  /** Why the rule holds, or undefined. */
  holds(feature: FeatureStatistics): Sentence | undefined;
}

/** Names that features have which a model should predict. */
export const LABEL_NAME = /(^|[/_.-])(label|labels|class|target|y|category|sentiment)s?($|[/_.-])/i;
const ID_NAME = /(^|[/_.-])(id|uid|uuid|key|guid|filename|file_name|path|source_id)$|_id$/i;
const TOKEN_NAME = /token|(^|[/_.-])(ids|input_ids|word_ids|indices)$/i;
const BOX_NAME = /bbox|bounding_?box|(^|[/_.-])[xy](min|max)$/i;
/** More classes than this are hardly a label. */
const MAX_CLASSES = 1000;
/** Fewer records than this say nothing about uniqueness. */
const MIN_RECORDS_FOR_IDS = 20;

const isScalar = (feature: FeatureStatistics): boolean => feature.max_length === 1 && feature.in !== 'sequence';
const isWhole = (numbers: NumberStatistics | undefined): numbers is NumberStatistics => numbers !== undefined && numbers.count > 0;

const RULES: Rule[] = [
  { kind: 'image', holds: imageWhy },
  { kind: 'tensor', holds: tensorWhy },
  { kind: 'box', holds: boxWhy },
  { kind: 'flag', holds: flagWhy },
  { kind: 'label', holds: labelWhy },
  { kind: 'id', holds: idWhy },
  { kind: 'tokens', holds: tokensWhy },
  { kind: 'text', holds: textWhy },
];

function imageWhy({ bytes }: FeatureStatistics): Sentence | undefined {
  if (!bytes?.images || bytes.images.count < bytes.count - bytes.empty_strings) return undefined;
  const span = ([min, max]: [number, number]): string => (min === max ? `${min}` : `${min}–${max}`);
  const { formats, width, height, channels } = bytes.images;
  const kinds = Object.keys(formats).join(', ');
  const size = `${span(width)}×${span(height)}×${span(channels)}`;
  return said`every value is an image (${kinds}, ${size})`;
}

function tensorWhy({ bytes }: FeatureStatistics): Sentence | undefined {
  if (!bytes?.tensors || bytes.tensors.count < bytes.count - bytes.empty_strings) return undefined;
  const [first] = bytes.tensors.of;
  const same = bytes.tensors.of.length === 1;
  const shape = first.shape.join(', ');
  return same
    ? said`every value is a serialized tensor (${first.dtype} of shape [${shape}])`
    : said`every value is a serialized tensor (${first.dtype} of shape [${shape}] and others)`;
}

function boxWhy({ name, float, in: place }: FeatureStatistics): Sentence | undefined {
  if (!BOX_NAME.test(name) || !float || float.count === 0 || place === 'sequence') return undefined;
  const inside = Number(float.min) >= 0 && Number(float.max) <= 1;
  return inside ? said`named like a bounding box, with every value between 0 and 1` : undefined;
}

function flagWhy(feature: FeatureStatistics): Sentence | undefined {
  const { int64, name } = feature;
  if (!isScalar(feature) || !isWhole(int64) || int64.min !== 0 || int64.max !== 1 || LABEL_NAME.test(name)) return undefined;
  return said`one value per record, 0 or 1`;
}

function labelWhy(feature: FeatureStatistics): Sentence | undefined {
  const { int64, bytes, name } = feature;
  if (!isScalar(feature)) return undefined;
  const distinct = int64?.distinct ?? bytes?.distinct;
  const count = int64?.count ?? bytes?.count ?? 0;
  if (distinct?.known !== 'exact' || distinct.count < 1 || distinct.count > MAX_CLASSES || bytes?.images) return undefined;
  const named = LABEL_NAME.test(name);
  if (int64) {
    if (Number(int64.min) < 0) return undefined;
    const range =
      distinct.count === 1
        ? said`1 distinct integer, ${int64.min ?? 0}`
        : said`${distinct.count} distinct integers, ${int64.min ?? 0} to ${int64.max ?? 0}`;
    const gapless = Number(int64.max) - Number(int64.min) + 1 === distinct.count && Number(int64.min) <= 1 && count >= distinct.count * 5;
    if (named) return said`named like a label, with one value per record: ${range}`;
    return gapless && distinct.count > 2 && distinct.count <= 100 ? said`one value per record, without gaps: ${range}` : undefined;
  }
  if (!isText(feature)) return undefined;
  if (named && distinct.count * 2 <= count) return said`named like a label, with ${distinct.count} distinct values`;
  return distinct.count >= 2 && distinct.count <= 100 && count >= distinct.count * 10
    ? said`one of ${distinct.count} distinct strings per record`
    : undefined;
}

function idWhy(feature: FeatureStatistics): Sentence | undefined {
  const { int64, bytes, name } = feature;
  if (!isScalar(feature)) return undefined;
  const distinct = int64?.distinct ?? bytes?.distinct;
  const count = int64?.count ?? bytes?.count ?? 0;
  if (!distinct || count < MIN_RECORDS_FOR_IDS) return undefined;
  const share = Math.min(1, distinct.count / count);
  const short = int64 !== undefined || (isText(feature) && (bytes?.max_bytes ?? 0) <= 64);
  const percent = Math.round(share * 100);
  const different =
    distinct.known === 'exact' && distinct.count === count
      ? said`all values are distinct`
      : said`about ${percent} % of the values are distinct`;
  if (share > 0.95 && short && (ID_NAME.test(name) || hasNoSpaces(feature))) return different;
  return ID_NAME.test(name) && share > 0.2 && short ? said`named like an ID, and ${different}` : undefined;
}

function tokensWhy(feature: FeatureStatistics): Sentence | undefined {
  const { int64, name } = feature;
  if (!isWhole(int64) || feature.max_length < 2 || Number(int64.min) < 0 || !TOKEN_NAME.test(name)) return undefined;
  return said`named like token IDs, with lists of integers from ${int64.min ?? 0} to ${int64.max ?? 0}`;
}

function textWhy(feature: FeatureStatistics): Sentence | undefined {
  if (!isText(feature)) return undefined;
  return feature.bytes?.utf8.coverage === 'all' ? said`every value is UTF-8 text` : said`every value checked is UTF-8 text`;
}

/** Whether all values looked at are UTF-8 without control characters. */
export function isText({ bytes }: FeatureStatistics): boolean {
  return bytes !== undefined && bytes.utf8.checked > 0 && bytes.utf8.valid === bytes.utf8.checked && bytes.utf8.control === 0;
}

function hasNoSpaces({ bytes, int64 }: FeatureStatistics): boolean {
  if (int64) return false;
  return bytes?.top_values.every(({ value }) => 'utf8' in value && !value.utf8.includes(' ')) ?? false;
}
