import { inEnglish } from '../common/sentence';
import type { FeatureStatistics, ImageStatistics } from '../statistics/report/statistics';
import { pythonText } from './python-text';

/** Lines that turn a feature's bytes into what they encode (an image, a tensor), in the dictionary `target`; none when there is nothing to decode. */
export function decodingOf(feature: FeatureStatistics, target: string): string[] {
  const { role, bytes, max_length, missing } = feature;
  if (feature.kind !== 'bytes' || !bytes || (role?.kind !== 'image' && role?.kind !== 'tensor')) return [];
  const place = `${target}[${pythonText(feature.name)}]`;
  if (feature.min_length !== 1 || max_length !== 1 || missing > 0 || bytes.empty_strings > 0) {
    return [`    # ${pythonText(feature.name)}: ${inEnglish(role.why)}; decode it where present, for example with tf.map_fn or tf.cond.`];
  }
  return role.kind === 'image' && bytes.images ? imageLines(place, bytes.images) : tensorLines(place, bytes.tensors?.of ?? []);
}

function imageLines(place: string, { formats, width, height, channels }: ImageStatistics): string[] {
  const names = Object.keys(formats);
  if (names.includes('webp')) return [`    # ${place} holds WebP, which tf.io.decode_image does not read.`];
  const depth = channels[0] === channels[1] && channels[0] !== 2 ? channels[0] : 3;
  const decode =
    names.length === 1 && (names[0] === 'jpeg' || names[0] === 'png')
      ? `tf.io.decode_${names[0]}(${place}, channels=${depth})`
      : `tf.io.decode_image(${place}, channels=${depth}, expand_animations=False)`;
  const side = ([min, max]: [number, number]): string => (min === max ? String(min) : 'None');
  const shape = `[${side(height)}, ${side(width)}, ${depth}]`;
  const resize = shape.includes('None') ? `  # sizes differ: tf.image.resize(..., [height, width]) before batching` : '';
  return [`    ${place} = tf.ensure_shape(${decode}, ${shape})${resize}`];
}

function tensorLines(place: string, of: { dtype: string; shape: number[] }[]): string[] {
  const [first] = of;
  if (!first || of.some(({ dtype }) => dtype !== first.dtype))
    return [`    # ${place} holds tensors of different dtypes: tf.io.parse_tensor needs one of them as out_type.`];
  const parse = `tf.io.parse_tensor(${place}, tf.${first.dtype})`;
  if (of.some(({ shape }) => shape.length !== first.shape.length)) return [`    ${place} = ${parse}  # ranks differ`];
  const sizes = first.shape.map((size, axis) => (of.every(({ shape }) => shape[axis] === size) ? String(size) : 'None'));
  return [`    ${place} = tf.ensure_shape(${parse}, [${sizes.join(', ')}])`];
}
