import { asInt, asItems } from '../../values/read';
import { int, list, UNKNOWN, type Value } from '../../values/value';
import type { Kinds } from '../core/kind';
import { isA, object } from '../core/objects';
import type { Call } from '../core/rule';

const HISTORY = 'keras.callbacks.History';

/** Epochs of which a list is made. */
const MAX_EPOCHS = 10_000;

/** Keras's callbacks that never end a training before its last epoch. */
const patient: readonly string[] = [
  'BackupAndRestore',
  'CSVLogger',
  'History',
  'LearningRateScheduler',
  'ModelCheckpoint',
  'ProgbarLogger',
  'ReduceLROnPlateau',
  'TensorBoard',
].map(name => `keras.callbacks.${name}`);

/** What `fit` gives: the epochs that it trained, where no callback may end it before the last. */
export function historyOf(call: Call): Value {
  const given = call.args.get('callbacks');
  const callbacks = given.kind === 'none' ? [] : (asItems(given) ?? (given.kind === 'list' ? [UNKNOWN] : [given]));
  const [first, end] = [asInt(call.args.get('initial_epoch')), asInt(call.args.get('epochs'))];
  const isWhole = callbacks.every(callback => patient.some(type => isA(callback, type)));
  const isKnown = isWhole && first !== undefined && end !== undefined && end - first <= MAX_EPOCHS;
  const epochs = isKnown ? Array.from({ length: Math.max(0, end - first) }, (_, index) => int(first + index)) : null;
  return object(call, HISTORY, list(epochs));
}

export const historyKinds: Kinds = {
  [HISTORY]: {
    attribute: ({ self }, name) => (name === 'epoch' && self.kind === 'object' ? (self.state.content as Value) : UNKNOWN),
  },
};
