import { asInt, asItems, asString } from '../../values/read';
import { type ObjectValue, UNKNOWN, type Value } from '../../values/value';
import type { Bound } from '../core/bind';
import type { LayerState } from './layer';

/** How many ids a layer knows that has adapted to data: a number that is known when it has. */
export class VocabularySize {
  constructor(
    readonly layer: ObjectValue,
    /** How often it had adapted then. */
    readonly adaptations: number,
  ) {}
}

/** Ids that a lookup has in front of its vocabulary; undefined where the arguments do not say. */
function reserved(config: Bound, isText: boolean): number | undefined {
  const isInt = asString(config.get('output_mode')) === 'int';
  if (isText) return isInt ? 2 : 1;
  const unknown = config.given('num_oov_indices') ? asInt(config.get('num_oov_indices')) : 1;
  const mask = config.get('mask_token');
  if (unknown === undefined || mask.kind === 'unknown') return undefined;
  return unknown + (isInt && mask.kind !== 'none' ? 1 : 0);
}

/** Ids of a vocabulary that was written, special ones among them; undefined where that is not known. */
export function writtenVocabularySize(config: Bound, isText: boolean): number | undefined {
  const words = asItems(config.get('vocabulary'));
  const before = reserved(config, isText);
  if (words === undefined || before === undefined) return undefined;
  // A vocabulary may start with the special ids.
  if (words.some(word => word.kind === 'unknown' || asString(word) === '[UNK]' || asString(word) === '' || asInt(word) === -1))
    return undefined;
  return words.length + before;
}

/** The number of ids of a lookup as a value, after it has adapted so often. */
export function vocabularySizeOf(self: ObjectValue, state: LayerState, adaptations: number): Value {
  const written = writtenVocabularySize(state.config, state.class.endsWith('.TextVectorization'));
  if (written !== undefined) return { kind: 'int', value: written };
  if (adaptations === 0 || state.config.get('vocabulary').kind !== 'none') return UNKNOWN;
  return {
    kind: 'unknown',
    integer: { of: new VocabularySize(self, adaptations), times: 1, plus: 0, low: 1, high: Number.POSITIVE_INFINITY },
  };
}
