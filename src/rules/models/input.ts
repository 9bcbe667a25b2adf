import type { Shape } from '../../tensor/shape';
import { asBool, asInt, asItems } from '../../values/read';
import { UNKNOWN, type Value } from '../../values/value';
import type { Bound } from '../core/bind';
import { exactShape, writesExactShape, writtenAt } from '../core/facts';
import { failInKeras3 } from '../core/keras';
import type { Call, Rule } from '../core/rule';
import { asDType, asShape, tensor } from '../core/tensors';

/** What arguments of Input or InputLayer describe: the shape with the batch in front. Undefined where they do not say. */
function inputShape(args: Bound): { shape: Shape; exact: boolean } | undefined {
  const exact = (value: Value, dims: Shape): boolean => dims !== null && writesExactShape(asItems(value) ?? []);
  for (const name of ['batch_shape', 'batch_input_shape']) {
    const written = args.get(name);
    if (written.kind === 'none') continue;
    const shape = asShape(written) ?? null;
    return { shape, exact: exact(written, shape) };
  }
  const written = [args.get('shape'), args.get('input_shape')].find(value => value.kind !== 'none');
  const shape = written && asShape(written);
  if (!written || !shape || (written.kind === 'int' && shape.length === 1)) return undefined;
  const batch = args.get('batch_size');
  return { shape: [asInt(batch) ?? null, ...shape], exact: exact(written, shape) && (batch.kind === 'none' || batch.kind === 'int') };
}

/** The symbolic tensor that Input or InputLayer makes. */
export function inputTensor(args: Bound): Value {
  const given = args.get('tensor');
  if (given.kind === 'tensor') return given;
  if (asBool(args.get('ragged')) !== false && args.given('ragged') && args.get('ragged').kind !== 'none') return UNKNOWN;
  const dtype = asDType(args.get('dtype'));
  const described = inputShape(args);
  const value = tensor('keras', described?.shape ?? null, dtype === undefined ? null : (dtype ?? 'float32'), {
    facts: { ...(described?.exact && !args.open && exactShape), ...(args.given('shape') && writtenAt(args.spanOf('shape'))) },
  });
  return asBool(args.get('sparse')) === true ? { ...value, type: { ...value.type, sparse: true } } : value;
}

/** An integer where a tuple is meant: `(16)` is no tuple in Python. */
function refusesNumber(call: Call): boolean {
  const shape = call.args.get('shape');
  if (shape.kind !== 'int') return false;
  const span = call.args.spanOf('shape');
  return failInKeras3(
    call,
    'layer-argument',
    `A shape is a tuple or a list; ${shape.value} is a number. Write (${shape.value},) with a comma. Keras: "Cannot convert '${shape.value}' to a shape."`,
    { span, fixes: [{ title: `Write (${shape.value},)`, edits: [{ span, text: `(${shape.value},)` }] }] },
  );
}

/** `keras.Input(shape=…)`: a symbolic tensor with the batch in front (https://keras.io/api/layers/core_layers/input/). */
export const input: Rule = call => (refusesNumber(call) ? UNKNOWN : inputTensor(call.args));
