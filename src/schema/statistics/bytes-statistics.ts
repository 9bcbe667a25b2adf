import type { BytesCollector } from '../collect/bytes-collector';
import { IMAGE_FORMATS } from '../recognize/image-header';
import { isUtf8 } from '../recognize/utf8';
import { PREVIEW } from '../sketch/frequent';
import { distinctCount } from '../sketch/value-counts';
import { int64Statistics, listedTop, topCoverage } from './number-statistics';
import type { BytesPreview, BytesStatistics, ImageStatistics, TensorStatistics, TopValue } from './statistics';

const decoder = new TextDecoder();

/** Statistics of the byte strings of a feature. */
export function bytesStatistics(collector: BytesCollector): BytesStatistics {
  const sizes = int64Statistics(collector.lengths);
  const images = imageStatistics(collector);
  const tensors = tensorStatistics(collector);
  return {
    count: sizes.count,
    empty: sizes.zeros,
    min_bytes: Number(sizes.min ?? 0),
    max_bytes: Number(sizes.max ?? 0),
    mean_bytes: sizes.mean ?? 0,
    sizes: sizes.histogram,
    distinct: distinctCount(collector.values),
    top_values: topBytes(collector),
    top_values_coverage: topCoverage(collector.values),
    utf8: {
      checked: collector.textChecked,
      valid: collector.textValid,
      control: collector.textControl,
      coverage: collector.textChecked === sizes.count - sizes.zeros ? 'all' : 'sampled',
    },
    ...(images ? { images } : {}),
    ...(tensors ? { tensors } : {}),
  };
}

function topBytes({ values }: BytesCollector): TopValue<BytesPreview>[] {
  const { table } = values;
  const entries = Array.from({ length: table.used }, (_, entry) => entry);
  entries.sort((a, b) => table.counts[b] - table.counts[a]);
  return entries.slice(0, listedTop(distinctCount(values))).map(entry => {
    const start = entry * PREVIEW;
    const length = table.lengths[entry];
    return { value: previewOf(table.previews.subarray(start, start + Math.min(length, PREVIEW)), length), count: table.counts[entry] };
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

function imageStatistics({ images, width, height, channels }: BytesCollector): ImageStatistics | undefined {
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

function tensorStatistics({ tensors }: BytesCollector): TensorStatistics | undefined {
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
