import { said } from '../common/sentence';
import { isFloat } from '../tensor/dtype';
import { pythonKey } from './course';
import type { RecordFeature } from './feature';
import { type Outcome, unbatched, withBatchAxis } from './outcome';
import type { InputTarget } from './target';
import type { Step } from './verdict';

/** Selections that are looked at, at most: what is not decided by then is not offered. */
const MAX_TRIES = 5000;
/** A category has no more values than this. */
const MAX_CATEGORIES = 1000;

/** How a feature takes part: as a vector of `width` numbers, made by this expression. */
interface Part {
  readonly feature: RecordFeature;
  readonly width: number;
  readonly expression: string;
}

/**
 * Numbers that fill a vector only together: all numeric features of an Example beside each other, categories one-hot, or else some of them, where there is
 * exactly one such choice that has the width of the layer. Labels take no part. `others`: all features of the records; pass the same array for each
 * of them, for the choice is the same.
 */
export function together(feature: RecordFeature, target: InputTarget, others: readonly RecordFeature[]): Outcome | undefined {
  const [width, ...more] = unbatched(target.takes).shape ?? [];
  const { dtype } = target.takes;
  if (width == null || more.length > 0 || dtype === null || !isFloat(dtype)) return undefined;
  const parts = selectionOf(others, width);
  if (!parts?.some(part => part.feature.name === feature.name)) return undefined;
  const names = parts.map(part => `"${part.feature.name}"`).join(', ');
  const shares = parts.map(part => `"${part.feature.name}" ${part.width}`).join(', ');
  const value = pythonKey(feature);
  const step: Step = {
    place: 'parse',
    title: said`Join ${names} into one vector`,
    code: `${value} = tf.concat([${parts.map(part => part.expression).join(', ')}], axis=0)`,
  };
  return {
    reason: said`The layer takes ${width} numbers, as many as these features give together: ${shares}.`,
    steps: [step],
    gives: target.gives ?? withBatchAxis({ shape: [width], dtype }),
  };
}

/** Ways for a feature to take part. */
function partsOf(feature: RecordFeature): Part[] {
  const { type, numbers, isLabel, inSequence } = feature;
  if (isLabel || inSequence || type.shape === null || type.shape.length > 1 || type.dtype === null || type.dtype === 'string') return [];
  const [size = 1] = type.shape;
  if (size === null) return [];
  const value = pythonKey(feature);
  const floats = isFloat(type.dtype) ? value : `tf.cast(${value}, tf.float32)`;
  const plain = { feature, width: size, expression: type.shape.length === 0 ? `[${floats}]` : floats };
  const isCategory = type.shape.length === 0 && type.dtype === 'int64' && numbers !== undefined && numbers.min >= 0;
  if (!isCategory || numbers.max < 1 || numbers.max >= MAX_CATEGORIES) return [plain];
  return [plain, { feature, width: numbers.max + 1, expression: `tf.one_hot(${value}, ${numbers.max + 1})` }];
}

const selected = new WeakMap<readonly RecordFeature[], Map<number, readonly Part[] | undefined>>();

/** The only selection of parts that has the width, kept for as long as the features are. */
function selectionOf(features: readonly RecordFeature[], width: number): readonly Part[] | undefined {
  const known = selected.get(features) ?? new Map<number, readonly Part[] | undefined>();
  selected.set(features, known);
  if (!known.has(width)) {
    const choices = features.map(partsOf).filter(parts => parts.length > 0);
    known.set(
      width,
      onlySelection(choices, width) ??
        onlySelection(
          choices.map(parts => [undefined, ...parts]),
          width,
        ),
    );
  }
  return known.get(width);
}

/** One part of each choice, or none where undefined is among them, that have the width together; undefined where several or too many to try do. */
function onlySelection(choices: readonly (readonly (Part | undefined)[])[], width: number): readonly Part[] | undefined {
  const found: Part[][] = [];
  let tries = 0;
  const visit = (index: number, left: number, parts: readonly Part[]): void => {
    if (left < 0 || found.length > 1 || ++tries > MAX_TRIES) return;
    if (index < choices.length)
      for (const part of choices[index]) visit(index + 1, left - (part?.width ?? 0), part ? [...parts, part] : parts);
    else if (left === 0 && parts.length > 1) found.push([...parts]);
  };
  visit(0, width, []);
  return found.length === 1 && tries <= MAX_TRIES ? found[0] : undefined;
}
