import { type Sentence, said } from '../common/sentence';
import { type HubModule, type HubType, isType } from '../hub/module';
import { printBatch } from '../tensor/shape';
import type { TensorType } from '../tensor/type';
import { type Course, isBlocked } from './course';
import { toImage } from './image-steps';
import { callStep, defaultKey, moduleOutputs } from './module-call';
import type { Outcome } from './outcome';
import { saidShape } from './said-shape';
import { joinTexts, reshape } from './steps';
import type { ImageTarget, SeveralTarget, TextTarget } from './target';
import type { Way } from './verdict';

/** One text for each example into a module that does its own splitting. */
export function intoTextModule(course: Course, target: TextTarget): Outcome {
  const { feature, type } = course;
  const { name } = target;
  if (type.dtype !== 'string')
    return {
      why: said`${name} reads texts and splits them itself, and "${feature.name}" holds ${type.dtype ?? 'values of several kinds'}: feed it the texts instead.`,
    };
  if (feature.images) return { why: said`${name} reads texts, and "${feature.name}" holds encoded images.` };
  if (feature.texts?.areText === false) return { why: said`${name} reads texts, and "${feature.name}" holds bytes that are no text.` };
  const [size, ...more] = type.shape ?? [];
  if (more.length > 0) return { why: said`${name} takes one text for each example, and "${feature.name}" has several lists of them.` };
  const isScalar = type.shape?.length === 0;
  const text = isScalar ? course : size === 1 ? reshape(course, []) : joinTexts(course);
  const call = callStep(target);
  const notes = feature.texts && feature.texts.empty > 0 ? [said`${feature.texts.empty} of ${feature.texts.count} texts are empty.`] : [];
  return {
    reason: isScalar
      ? said`"${feature.name}" is one text for each example, as ${name} takes it.`
      : said`${name} takes one text for each example, and "${feature.name}" holds them in a list.`,
    steps: [...text.steps, ...call],
    gives: moduleOutputs(target.module, target.call)?.[defaultKey(target)] ?? onlyOutput(target.module),
    alternatives: [...otherOutputs(text, target), ...(isScalar ? [] : perToken(course, target))],
    notes,
  };
}

const onlyOutput = ({ output }: HubModule): HubType | null => (isType(output) ? output : null);

/** Outputs besides the default one: a vector for each word, from modules that have it. */
function otherOutputs(text: Course, target: TextTarget): Way[] {
  if (target.call.outputKey !== undefined || target.call.asDict) return [];
  return Object.entries(moduleOutputs(target.module, target.call) ?? {})
    .filter(([key]) => key !== defaultKey(target))
    .map(([key, gives]) => ({
      title: gives.shape?.length === 3 ? said`A vector for each word: output "${key}"` : said`Output "${key}"`,
      steps: [...text.steps, ...callStep(target, key)],
      gives,
    }));
}

/** Each text of a list for itself: a batch of lists is laid out as one batch of texts, and the vectors back into lists. */
function perToken({ type }: Course, target: TextTarget): Way[] {
  const output = onlyOutput(target.module) ?? moduleOutputs(target.module, target.call)?.[defaultKey(target)];
  const [length, width] = [type.shape?.[0], output?.shape?.at(-1)];
  if (type.shape?.length !== 1 || length == null || length === 1 || width == null) return [];
  const gives: TensorType = { shape: [null, length, width], dtype: output?.dtype ?? null };
  const code = `tf.reshape(layer(tf.reshape(x, [-1])), [-1, ${length}, ${width}])`;
  return [
    {
      title: said`A vector for each text of the list`,
      steps: [...callStep(target), { place: 'call', title: said`Reshape per token`, code }],
      gives,
    },
  ];
}

/** Images into a module for images. */
export function intoImageModule(course: Course, target: ImageTarget): Outcome {
  const { module, name, takes } = target;
  const [, rows, columns, channels] = takes.shape ?? [];
  const [height, width] = rows != null && columns != null ? [rows, columns] : (module.size ?? [null, null]);
  const pixels = module.pixels ?? [0, 1];
  const image = toImage(course, { height, width, channels: channels ?? 3, dtype: takes.dtype ?? 'float32', pixels });
  if (isBlocked(image)) return image;
  const asked = said`${name} takes ${takes.dtype ?? ''} ${printBatch([null, height, width, channels ?? 3])} with pixels from ${pixels[0]} to ${pixels[1]}`;
  return {
    reason:
      image.steps.length === 0
        ? said`${asked}, which "${course.feature.name}" has.`
        : said`${asked}; "${course.feature.name}" holds ${stored(course)}.`,
    steps: [...image.steps, ...callStep(target)],
    gives: moduleOutputs(module, target.call)?.[defaultKey(target)] ?? onlyOutput(module),
    notes: module.pixels
      ? []
      : [said`What range of pixels the module takes is not in its files: 0 to 1 is what modules of TensorFlow Hub take.`],
  };
}

/** Images in a few words: "jpeg images of 96 × 96". */
function stored({ feature: { images, type } }: Course): Sentence {
  if (!images) return saidShape(type.shape);
  const side = ([min, max]: readonly [number, number]): string => (min === max ? String(min) : `${min}–${max}`);
  return said`${images.formats.join(', ')} images of ${side(images.height)} × ${side(images.width)}`;
}

export const intoSeveral = ({ feature }: Course, { name, inputs }: SeveralTarget): Outcome => ({
  why: said`${name} takes ${inputs.join(', ')} together, which one feature like "${feature.name}" does not give: put the model before it that makes them, such as its preprocessing module.`,
});
