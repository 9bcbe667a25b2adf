import { type TensorValue, UNKNOWN, type Value } from '../../values/value';
import type { Call } from '../core/rule';
import { tensor } from '../core/tensors';
import { leaves, mapNest } from '../pipeline/nest';
import { type FitData, inBatchOf } from './fit-data';
import { replayed } from './graph';
import { floatsOf, met } from './meet';
import { modelState } from './model';
import { outputsFor } from './sequential';

/**
 * Runs the model on batches of the sizes that they have: the first, and the last where that is smaller. What the model was built for lets the size
 * open; a size that is written into it shows only here. False where it raises.
 */
export function runsInBatches(call: Call, data: FitData): boolean {
  for (const rows of new Set([data.batch, data.last ?? null])) {
    if (rows === null || !Number.isFinite(rows)) continue;
    const batch = mapNest(inBatchOf(rows, data.x), asBatch);
    const { diagnostics } = call.context.attempt(() => traced(call, () => outputsOf(call, data, batch)));
    const error = diagnostics.find(({ level }) => level === 'error');
    if (error === undefined || call.context.alreadyReported(error)) continue;
    const size = rows === data.last ? ` The last batch of ${data.what} has ${rows} samples and the others ${data.batch}.` : '';
    call.context.report({
      ...error,
      message: `${error.message}${size}`,
      related: [...(error.related ?? []), { span: call.context.span, message: 'It raises here.' }],
    });
    return false;
  }
  return true;
}

function traced(call: Call, run: () => Value): Value {
  call.session.graphDepth++;
  try {
    return run();
  } finally {
    call.session.graphDepth--;
  }
}

/** Data inside a step: floats of Keras's size, with no numbers to be seen. */
const asBatch = (value: TensorValue): Value => {
  const { sparse, raggedRank } = value.type;
  if (sparse || raggedRank !== undefined) return UNKNOWN;
  return tensor('graph', value.type.shape, floatsOf(value));
};

function outputsOf(call: Call, { xSpan, what }: FitData, batch: Value): Value {
  const { self } = call;
  if (leaves(batch).some(({ kind }) => kind !== 'tensor')) return UNKNOWN;
  if (self.kind === 'instance') return call.context.call(self, [batch]);
  const state = modelState(self);
  if (state === undefined || state.outputs.kind === 'unknown') return UNKNOWN;
  const inputs = call.context.quietly(() => met({ call, state, span: xSpan, what }, batch));
  if (inputs === undefined) return UNKNOWN;
  if (state.kind === 'functional') return replayed(call, state.outputs, inputs);
  const [given] = [...inputs.values()];
  return given?.kind === 'tensor' ? outputsFor(call, state, given) : UNKNOWN;
}
