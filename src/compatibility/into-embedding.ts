import { formatCount } from '../common/format';
import { said } from '../common/sentence';
import { isInteger } from '../tensor/dtype';
import type { TensorType } from '../tensor/type';
import { type Blocked, type Course, isBlocked } from './course';
import type { Numbers } from './feature';
import { fitShape } from './fit-shape';
import { type Outcome, unbatched, withBatchAxis } from './outcome';
import { hashToIds, splitWords } from './steps';
import type { EmbeddingTarget } from './target';
import type { Way } from './verdict';

/** Ids into a Keras Embedding, and texts by way of ids. */
export function intoEmbedding(course: Course, target: EmbeddingTarget): Outcome {
  const { feature } = course;
  const { dtype } = course.type;
  if (dtype === null) return { why: said`The values of "${feature.name}" are of several kinds, and an Embedding takes integer ids.` };
  if (dtype === 'string') return fromTexts(course, target);
  if (!isInteger(dtype)) return { why: said`"${feature.name}" holds ${dtype} numbers, and an Embedding takes integer ids.` };
  const shaped = fitShape(course, unbatched(target.takes).shape);
  if (isBlocked(shaped)) return shaped;
  return outOfRange(shaped, target) ?? inRange(shaped, target);
}

const vectors = ({ type }: Course, width: number | null): TensorType =>
  withBatchAxis({ shape: type.shape && [...type.shape, width], dtype: 'float32' });

function outOfRange(course: Course, { rows, width }: EmbeddingTarget): Outcome | undefined {
  const { name, numbers } = course.feature;
  if (rows === null || numbers === undefined) return undefined;
  const { min, max } = numbers;
  if (min < 0) return { why: said`"${name}" has negative ids, down to ${formatCount(min)}; an Embedding takes ids from 0 on.` };
  if (max < rows) return undefined;
  return {
    why: said`The largest id of "${name}" is ${formatCount(max)}, and an Embedding with input_dim=${rows} takes ids from 0 to ${formatCount(rows - 1)}.`,
    alternatives: areIds(numbers) ? [withMoreRows(course, max + 1, width)] : [],
  };
}

/** Integers that leave more of their range unused, or that go further, are quantities: no Embedding should get a row for each. */
const MIN_USED_SHARE = 0.01;
const MAX_VOCABULARY = 1_000_000;
const areIds = ({ max, distinct = max }: Numbers): boolean => max < MAX_VOCABULARY && distinct >= max * MIN_USED_SHARE;

const withMoreRows = (course: Course, rows: number, width: number | null): Way => ({
  title: said`Give the Embedding ${formatCount(rows)} rows`,
  steps: [...course.steps, { place: 'layer', title: said`Raise input_dim to ${formatCount(rows)}`, code: `input_dim=${rows}` }],
  gives: vectors(course, width),
});

function inRange(course: Course, { rows, width }: EmbeddingTarget): Outcome {
  const { name, numbers } = course.feature;
  const reason =
    rows === null || numbers === undefined
      ? said`"${name}" holds integers, as an Embedding takes them; what range they have to be in is not known.`
      : said`All ids of "${name}" are from ${formatCount(numbers.min)} to ${formatCount(numbers.max)}, and the Embedding has ${formatCount(rows)} rows.`;
  return { reason, steps: course.steps, gives: vectors(course, width) };
}

/** Texts have no ids; hashing gives them some without a vocabulary. */
function fromTexts(course: Course, target: EmbeddingTarget): Outcome {
  const { name, images, texts } = course.feature;
  if (images) return { why: said`"${name}" holds encoded images, and an Embedding takes integer ids.` };
  if (texts?.areText === false) return { why: said`"${name}" holds bytes that are no text, and an Embedding takes integer ids.` };
  if (target.rows === null || target.rows < 2) return { why: said`"${name}" holds texts, and an Embedding takes integer ids.` };
  const words = asWords(course, target);
  if (isBlocked(words)) return words;
  const ids = hashToIds(words, target.rows);
  return {
    reason: said`"${name}" holds texts, and an Embedding takes integer ids: they are made by hashing, or by a TextVectorization layer that knows the vocabulary.`,
    steps: ids.steps,
    gives: vectors(ids, target.width),
    notes: [
      said`Hashing gives different words the same id now and then; tf.keras.layers.TextVectorization does not, but has to see the texts first.`,
    ],
  };
}

/** One text becomes its words, unless it is a single word and the layer takes single ids; a list is taken for words. */
function asWords(course: Course, { takes }: EmbeddingTarget): Course | Blocked {
  const taken = unbatched(takes).shape;
  const longest = course.feature.texts?.words?.[1];
  const isScalar = course.type.shape?.length === 0;
  const length = taken?.[0] ?? longest;
  if (isScalar && taken?.length !== 0 && !(taken === null && longest === 1) && length != null && length > 0)
    return fitShape(splitWords(course, length), taken);
  return fitShape(course, taken);
}
