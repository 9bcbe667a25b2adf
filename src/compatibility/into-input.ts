import { said } from '../common/sentence';
import { isFloat, isNumeric } from '../tensor/dtype';
import { printBatch } from '../tensor/shape';
import type { TensorType } from '../tensor/type';
import { type Course, isBlocked } from './course';
import { fitShape } from './fit-shape';
import { toImage } from './image-steps';
import { type Outcome, unbatched, withBatchAxis } from './outcome';
import { oneHot, splitWords } from './steps';
import type { InputTarget } from './target';

/** Channels of images. */
const IMAGE_CHANNELS = new Set([1, 3, 4]);

/** Values into an input of a model, or a layer that takes one shape. */
export function intoInput(course: Course, target: InputTarget): Outcome {
  const { feature, type } = course;
  const taken = unbatched(target.takes);
  if (type.dtype === null) return { why: said`The values of "${feature.name}" are of several kinds, which no tensor holds.` };
  if (taken.dtype === 'string') return textsInto(course, target);
  if (type.dtype === 'string' && !feature.images) {
    const held = feature.texts?.areText === false ? said`bytes` : said`texts`;
    return { why: said`"${feature.name}" holds ${held}, and the layer takes ${taken.dtype ?? 'numbers'}.` };
  }
  if (type.dtype === 'string') return imageInto(course, target);
  if (type.dtype !== taken.dtype && isFloat(type.dtype) && taken.dtype !== null && !isFloat(taken.dtype))
    return { why: said`"${feature.name}" holds ${type.dtype} numbers, and the layer takes ${taken.dtype}, which has no fractions.` };
  const category = asCategory(course, target);
  if (category !== undefined) return category;
  const shaped = fitShape(course, taken.shape);
  return isBlocked(shaped) ? shaped : done(shaped, target);
}

function done(course: Course, target: InputTarget): Outcome {
  const { feature, type } = course;
  const { dtype } = target.takes;
  const isCast = type.dtype !== dtype && dtype !== null && type.dtype !== null && isNumeric(type.dtype);
  const reason = isCast
    ? said`"${feature.name}" has the shape that the layer takes, ${printBatch(target.takes.shape)}; Keras casts ${type.dtype ?? ''} to ${dtype ?? ''}.`
    : said`"${feature.name}" has the shape and dtype that the layer takes, ${dtype ?? ''} ${printBatch(target.takes.shape)}.`;
  return { reason, steps: course.steps, gives: given(course, target) };
}

/** What comes out: of a layer what it gives, of an input what goes in. */
function given({ type }: Course, { takes, gives }: InputTarget): TensorType {
  if (gives !== undefined) return gives;
  const shape = withBatchAxis(type).shape;
  return { shape: takes.shape?.map((dim, axis) => dim ?? shape?.[axis] ?? null) ?? shape, dtype: takes.dtype ?? type.dtype };
}

/** A category is one of as many as the layer takes numbers: one-hot. */
function asCategory(course: Course, target: InputTarget): Outcome | undefined {
  const { feature, type } = course;
  const { numbers } = feature;
  const [width, ...more] = unbatched(target.takes).shape ?? [];
  if (type.shape?.length !== 0 || type.dtype !== 'int64' || numbers === undefined) return undefined;
  if (width == null || more.length > 0 || width < 2 || numbers.min < 0 || numbers.max + 1 !== width) return undefined;
  const encoded = oneHot(course, width);
  return {
    reason: said`"${feature.name}" is one of ${width} categories, and the layer takes ${width} numbers: one for each category.`,
    steps: encoded.steps,
    gives: given(encoded, target),
  };
}

function imageInto(course: Course, target: InputTarget): Outcome {
  const { shape, dtype } = unbatched(target.takes);
  const [height, width, channels] = shape ?? [];
  const { name } = course.feature;
  if (shape === null || shape.length !== 3 || (channels != null && !IMAGE_CHANNELS.has(channels)))
    return { why: said`"${name}" holds encoded images, and the layer takes ${dtype ?? 'numbers'} ${printBatch(target.takes.shape)}.` };
  const isScaled = dtype === null || isFloat(dtype);
  const image = toImage(course, { height, width, channels, dtype: dtype ?? 'float32', ...(isScaled && { pixels: [0, 1] }) });
  if (isBlocked(image)) return image;
  return {
    reason: said`"${name}" holds encoded images, and the layer takes decoded ones, ${printBatch(target.takes.shape)}.`,
    steps: image.steps,
    gives: given(image, target),
    notes: isScaled ? [said`Leave out the scaling if the model has a Rescaling layer.`] : [],
  };
}

/** Texts into an input of strings: one text, or its words. */
function textsInto(course: Course, target: InputTarget): Outcome {
  const { feature, type } = course;
  if (type.dtype !== 'string') return { why: said`"${feature.name}" holds ${type.dtype ?? 'numbers'}, and the layer takes strings.` };
  const taken = unbatched(target.takes).shape;
  const length = taken?.length === 1 && taken[0] !== 1 ? (taken[0] ?? feature.texts?.words?.[1]) : undefined;
  const isSplit = type.shape?.length === 0 && length != null && length > 0 && feature.texts?.areText !== false && !feature.images;
  const shaped = isSplit ? splitWords(course, length) : fitShape(course, taken);
  return isBlocked(shaped) ? shaped : done(shaped, target);
}
