import type { Mistake } from '../../diagnostics/diagnostic';
import { isFloat } from '../../tensor/dtype';
import type { Shape } from '../../tensor/shape';
import { int, str, type TensorValue, UNKNOWN, type Value } from '../../values/value';
import { kerasOf } from '../core/keras';
import type { Call } from '../core/rule';
import { tensor } from '../core/tensors';
import { ownMethod } from '../layers/own-state';
import type { FitData } from './fit-data';
import { sameRank } from './losses';
import { metricStep } from './own-metrics';
import type { Pair } from './pairing';

/** A loss squeezes labels and outputs to one rank before it calls a function; a metric leaves them, and its labels keep their dtype. */
type Role = 'loss' | 'metric';

/** The program's own function behind a loss or metric: it, or the `call` of an instance of its own class; undefined where there is none. */
function functionOf(call: Call, given: Value, role: Role): { fn: Value; squeezes: boolean } | undefined {
  if (given.kind === 'function' || (given.kind === 'method' && given.code)) return { fn: given, squeezes: role === 'loss' };
  const own = role === 'loss' && given.kind === 'instance' ? ownMethod(call, given, 'call') : undefined;
  return own && { fn: own, squeezes: false };
}

/** The labels that such a function gets; of what the versions of Keras do differently nothing is known where nobody knows the version. */
function labelsFor(
  call: Call,
  { labels, output }: Pair,
  role: Role,
  squeezes: boolean,
): { shape: Shape; dtype: TensorValue['type']['dtype'] } {
  const [target, given] = [labels.type.shape, output.type.shape];
  // A program that is to be run is run as in Keras 3 where nobody knows the version.
  const keras = kerasOf(call) ?? (call.session.workspace.started ? '3' : null);
  const floats = labels.type.dtype !== null && isFloat(labels.type.dtype);
  const dtype = floats || (keras === '3' && role === 'loss') ? 'float32' : keras === '3' ? labels.type.dtype : null;
  if (target === null || given === null || target.length === given.length) return { shape: target, dtype };
  if (keras !== '3') return { shape: null, dtype };
  const squeezed = squeezes ? sameRank({ target, output: given }) : { target };
  return { shape: squeezed?.target ?? null, dtype };
}

/** The output that it gets, where labels of more axes make Keras squeeze or expand it. */
function outputFor({ labels, output }: Pair, squeezes: boolean): Shape {
  const [target, given] = [labels.type.shape, output.type.shape];
  if (!squeezes || target === null || given === null || target.length === given.length) return given;
  return sameRank({ target, output: given })?.output ?? null;
}

/**
 * Calls the program's own loss or metric with labels and output, as the first step of training does: on a batch whose size is not known, and where
 * that passes on one of the size that the first batch has. False where it raises.
 */
export function callsFunction(call: Call, given: Value, pair: Pair, role: Role, data: FitData): boolean {
  const own =
    functionOf(call, given, role) ?? (role === 'metric' && given.kind === 'instance' ? { fn: given, squeezes: false } : undefined);
  if (own === undefined || pair.labels.type.raggedRank !== undefined) return true;
  const made = (op: string, shape: Shape, dtype: TensorValue['type']['dtype'], rows: number | null): TensorValue => ({
    ...tensor('graph', shape && shape.length > 0 ? [shape[0] ?? rows, ...shape.slice(1)] : shape, dtype),
    origin: { op, args: {}, span: call.context.span },
  });
  const labels = labelsFor(call, pair, role, own.squeezes);
  const output = outputFor(pair, own.squeezes);
  const run = (rows: number | null): { diagnostics: readonly Mistake[]; args: readonly TensorValue[]; result: Value; updates?: Value } => {
    call.session.graphDepth++;
    try {
      const args = [made('labels', labels.shape, labels.dtype, rows), made('output', output, pair.output.type.dtype, rows)];
      const step = own.fn.kind === 'instance' ? metricStep(call, own.fn, args) : undefined;
      if (step !== undefined) return { args, ...step };
      if (own.fn.kind === 'instance') return { args, result: UNKNOWN, diagnostics: [] };
      return { args, ...call.context.attempt(() => call.context.call(own.fn, args)) };
    } finally {
      call.session.graphDepth--;
    }
  };
  const first = run(null);
  call.context.emit({
    name: 'judged',
    span: call.context.span,
    args: {
      self: call.self,
      given,
      role: str(role),
      place: int(pair.index),
      labels: first.args[0],
      output: first.args[1],
      result: first.result,
      ...(first.updates && { updates: first.updates }),
    },
  });
  const traced = first.diagnostics;
  const isWrong = (all: readonly Mistake[]) => all.some(({ level }) => level === 'error');
  const found = isWrong(traced) || data.batch === null ? traced : [...traced, ...run(data.batch).diagnostics];
  const here = { span: call.context.span, message: `The ${role} is called here, with the labels and the output of the model.` };
  call.context.onBehalf(here, () => found.forEach(call.context.report));
  return !isWrong(found);
}
