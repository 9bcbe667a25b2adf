import type { Recognised } from '../collect/recognised';
import { IMAGE_FORMATS } from '../recognize/image-header';
import { isUtf8 } from '../recognize/utf8';
import { distinctCount } from '../sketch/distinct';
import { type ByteStrings, MAX_WHOLE_BYTES, PREVIEW_BYTES, type ValueCounts } from '../sketch/read-state';
import { int64Statistics, listedTop, topCoverage } from './number-statistics';
import type { BytesPreview, BytesStatistics, ImageStatistics, TensorStatistics, TopValue } from './statistics';

const decoder = new TextDecoder();

/** Statistics of the byte strings of a feature. */
export function bytesStatistics(strings: ByteStrings, recognised: Recognised): BytesStatistics {
  const { lengths, values } = strings;
  const distinct = distinctCount(values);
  const frequent = valuesByCount(values);
  const top = frequent.slice(0, listedTop(distinct));
  const checked = strings.textChecked + recognised.textChecked;
  const sizes = int64Statistics(lengths);
  const images = imageStatistics(recognised);
  const tensors = tensorStatistics(recognised);
  return {
    count: sizes.count,
    empty_strings: sizes.zeros,
    min_bytes: Number(sizes.min ?? 0),
    max_bytes: Number(sizes.max ?? 0),
    mean_bytes: sizes.mean ?? 0,
    sizes: sizes.histogram,
    distinct,
    top_values: top,
    top_values_coverage: topCoverage(values),
    ...(distinct.known === 'exact' && frequent.length > top.length ? { values: frequent } : {}),
    ...wordBounds(strings, recognised),
    utf8: {
      checked,
      valid: strings.textValid + recognised.textValid,
      control: strings.textControl + recognised.textControl,
      coverage: checked === sizes.count - sizes.zeros ? 'all' : 'sampled',
    },
    ...(images ? { images } : {}),
    ...(tensors ? { tensors } : {}),
  };
}

/** Words of the least and of the most a value has; nothing where not all were counted. */
function wordBounds({ leastWords, mostWords }: ByteStrings, { words }: Recognised): Pick<BytesStatistics, 'min_words' | 'max_words'> {
  const [min_words, max_words] = [Math.min(leastWords, words.min), Math.max(mostWords, words.max)];
  return Number.isFinite(min_words) && Number.isFinite(max_words) ? { min_words, max_words } : {};
}

/** The values that are kept, the most frequent first. */
function valuesByCount(values: ValueCounts): TopValue<BytesPreview>[] {
  const { counts, previews, lengths, room } = values;
  const entries = Array.from(counts.keys());
  entries.sort((a, b) => counts[b] - counts[a]);
  return entries.map(entry => {
    const start = entry * room;
    const length = lengths[entry];
    const kept = Math.min(length, length <= MAX_WHOLE_BYTES ? room : PREVIEW_BYTES);
    return { value: previewOf(previews.subarray(start, start + kept), length), count: counts[entry] };
  });
}

/** The kept bytes as text, when they are (but for a character that was cut), else as base64. */
function previewOf(bytes: Uint8Array, length: number): BytesPreview {
  const cut = length > bytes.length ? { length } : {};
  for (let end = bytes.length; end >= bytes.length - (length > bytes.length ? 3 : 0) && end >= 0; end--) {
    if (isUtf8(bytes, 0, end)) return { utf8: decoder.decode(bytes.subarray(0, end)), ...cut };
  }
  return { base64: btoa(String.fromCharCode(...bytes)), ...cut };
}

function imageStatistics({ images, width, height, channels }: Recognised): ImageStatistics | undefined {
  const formats = IMAGE_FORMATS.filter(format => images[format] > 0);
  if (formats.length === 0) return undefined;
  return {
    count: formats.reduce((count, format) => count + images[format], 0),
    formats: Object.fromEntries(formats.map(format => [format, images[format]])),
    width: [width.min, width.max],
    height: [height.min, height.max],
    channels: [channels.min, channels.max],
  };
}

function tensorStatistics({ tensors }: Recognised): TensorStatistics | undefined {
  const entries = Object.entries(tensors);
  if (entries.length === 0) return undefined;
  const of = entries
    .filter(([key]) => key !== '')
    .map(([key, count]) => {
      const [dtype, sizes] = key.split(' ');
      return { dtype, shape: sizes === '' ? [] : sizes.split(',').map(Number), count };
    });
  return { count: entries.reduce((sum, [, count]) => sum + count, 0), of: of.sort((a, b) => b.count - a.count), other: tensors[''] ?? 0 };
}
