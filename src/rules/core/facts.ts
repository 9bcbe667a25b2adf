import type { Fix } from '../../diagnostics/diagnostic';
import type { Span } from '../../diagnostics/span';
import type { Facts, TensorValue, Value } from '../../values/value';
import type { FeatureFacts } from './rule';

/**
 * What rules know of a tensor besides its type, with one pair of helpers for each fact: one that makes it, one that reads it. A fact is about
 * one tensor; a result has those only that its rule gives it.
 */

/** The shape is all that Keras itself knows: a null dimension is one that it calls None, not one that we could not read. */
export const exactShape: Facts = { exactShape: true };

export const hasExactShape = ({ type, facts }: TensorValue): boolean =>
  facts?.exactShape === true || (type.shape !== null && !type.shape.includes(null));

/** Whether every dimension that a program wrote is read: a number, or None in so many words. */
export const writesExactShape = (dims: readonly Value[]): boolean => dims.every(dim => dim.kind === 'int' || dim.kind === 'none');

/** TensorFlow itself knows no shape, not even the number of axes, since an operation at `at`; the change of the program that gives it one. */
export interface Shapeless {
  readonly at: Span;
  readonly mend?: Fix['edits'];
}
export const shapeless = (fact: Shapeless): Facts => ({ shapeless: fact });
export const shapelessOf = ({ facts, type }: TensorValue): Shapeless | undefined =>
  type.shape === null ? (facts?.shapeless as Shapeless | undefined) : undefined;

/** How many elements a tensor has when the program runs, where TensorFlow does not know it before; and whose they are. */
export interface ElementCount {
  readonly count: number;
  readonly of: string;
}
export const elementCounted = (elements: ElementCount): Facts => ({ elements });
export const elementCountOf = ({ facts }: TensorValue): ElementCount | undefined => facts?.elements as ElementCount | undefined;

/** A place of the program as a key. */
export const placeOf = ({ path, line, column }: Span): string => `${path}:${line}:${column}`;

/** What feature of which record files a tensor holds, as it was parsed; `stats` where the files were read. */
export interface FeatureSource {
  readonly files: readonly string[];
  readonly name: string;
  readonly stats?: FeatureFacts;
  /** Not all records were read: the bounds of `stats` may be wider in truth. */
  readonly sampled: boolean;
}
/** Serialized examples of these files. */
export const recordsOf = (files: readonly string[]): Facts => ({ records: files });
export const recordFilesOf = ({ facts }: TensorValue): readonly string[] | undefined => facts?.records as readonly string[] | undefined;
export const sourced = (source: FeatureSource): Facts => ({ source });
export const sourceOf = ({ facts }: TensorValue): FeatureSource | undefined => facts?.source as FeatureSource | undefined;

/** An axis whose size differs from one element of a dataset to the next; bounds where the records were read. */
export interface Varying {
  readonly axis: number;
  /** What has the different sizes, in the user's words. */
  readonly what: string;
  readonly min?: number;
  readonly max?: number;
}
export const varying = (fact: Varying): Facts => ({ varying: fact });
export const varyingOf = ({ facts }: TensorValue): Varying | undefined => facts?.varying as Varying | undefined;

/** The least and the greatest of the numbers in a tensor, and where they were seen. */
export interface ValueRange {
  readonly min: number;
  readonly max: number;
  readonly where: string;
}
export const ranged = (range: ValueRange): Facts => ({ range });
export const valueRange = ({ facts, constant, type }: TensorValue): ValueRange | undefined => {
  if (facts?.range !== undefined) return facts.range as ValueRange;
  const numbers = constant?.filter((item): item is number => typeof item === 'number');
  if (!numbers || numbers.length === 0 || numbers.length !== constant?.length || type.shape === null) return undefined;
  return { min: Math.min(...numbers), max: Math.max(...numbers), where: 'the values written in the program' };
};

/** A step on images as the program writes it: the call, the images that it gets, and height and width where they are written out. */
export interface ImageStep {
  readonly call: Span;
  readonly image: Span;
  readonly size?: readonly Span[];
}
export const imageStep = (step: ImageStep): Facts => ({ imageStep: step });
export const imageStepOf = ({ facts }: TensorValue): ImageStep | undefined => facts?.imageStep as ImageStep | undefined;

/** The range that the pixels of a decoded image are scaled to, and the step that left it so. */
export interface PixelRange {
  readonly low: number;
  readonly high: number;
  /** A conversion that was meant to scale and changed nothing. */
  readonly idle?: Span;
  /** The last step that gave them their size. */
  readonly resized?: Span;
  /** That step, where it was tf.image.resize. */
  readonly resize?: ImageStep;
  /** The idle conversion, where it follows that step at once and would have scaled before it. */
  readonly swappable?: ImageStep;
}
export const pixels = (range: PixelRange): Facts => ({ pixels: range });
export const pixelsOf = ({ facts }: TensorValue): PixelRange | undefined => facts?.pixels as PixelRange | undefined;

/** Where a program writes the shape of an Input. */
export const writtenAt = (span: Span): Facts => ({ shapeSpan: span });
export const shapeSpanOf = ({ facts }: TensorValue): Span | undefined => facts?.shapeSpan as Span | undefined;

/** Every element of a tensor is this one: what tf.ones and its like make, which is too long to be written out. */
export const uniform = (element: number | boolean): Facts => ({ uniform: element });
export const uniformOf = ({ facts }: TensorValue): number | boolean | undefined => facts?.uniform as number | boolean | undefined;
