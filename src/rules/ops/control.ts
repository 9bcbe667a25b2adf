import { printShape } from '../../tensor/shape';
import type { TensorType } from '../../tensor/type';
import { join } from '../../values/join';
import { asItems, asNumber } from '../../values/read';
import { list, NONE, type TensorValue, tuple, UNKNOWN, type Value } from '../../values/value';
import { type Call, parameters, type Row, type Rule, rows, type Table } from '../core/rule';
import { tensor, tensorsIn } from '../core/tensors';
import { broadcastAll } from './elementwise';
import { dtypeOr, made, operand, refuseCall } from './operand';

/** Each tensor of a nest changed. */
export function mapTensors(value: Value, change: (tensor: TensorValue) => Value): Value {
  if (value.kind === 'tensor') return change(value);
  if (value.kind === 'tuple') return { ...value, items: value.items.map(item => mapTensors(item, change)) };
  if (value.kind === 'list' && value.cell.content?.items) return list(value.cell.content.items.map(item => mapTensors(item, change)));
  if (value.kind === 'dict' && value.cell.content) {
    const entries = [...value.cell.content].map(([key, item]) => [key, { ...item, value: mapTensors(item.value, change) }] as const);
    return { kind: 'dict', cell: { content: new Map(entries) } };
  }
  return UNKNOWN;
}

/** Runs what TensorFlow traces. */
function tracing<T>(call: Call, run: () => T): T {
  call.session.graphDepth++;
  try {
    return run();
  } finally {
    call.session.graphDepth--;
  }
}

const typed = (call: Call, values: readonly Value[], type: TensorType): TensorValue => ({
  ...made(call, values, type.shape, type.dtype),
  type,
});

/** One row of each tensor of a nest. */
const row = (value: Value): Value =>
  mapTensors(value, ({ family, type }) =>
    type.raggedRank !== undefined ? UNKNOWN : tensor(family, type.shape?.slice(1) ?? null, type.dtype),
  );

/** A function applied to each row; its results are put together again. */
const mapFn: Rule = call => {
  const elems = call.args.get('elems');
  const [first] = tensorsIn(elems);
  const rows = first?.type.shape?.[0] ?? null;
  const each = call.context.call(call.args.get('fn'), [row(elems)]);
  const signature = ['fn_output_signature', 'dtype'].find(name => call.args.given(name));
  const asked = signature === undefined ? null : call.args.get(signature);
  if (asked !== null && each.kind !== 'tensor')
    return mapTensors(each, ({ type }) => made(call, [elems], type.shape && [rows, ...type.shape], type.dtype));
  return mapTensors(each, ({ type }) =>
    made(call, [elems], type.shape && [rows, ...type.shape], asked === null ? type.dtype : dtypeOr(call, asked, type.dtype)),
  );
};

/** `scan`: every state; `fold`: the last one. */
const folding =
  (keepsAll: boolean): Rule =>
  call => {
    const elems = call.args.get('elems');
    const [first] = tensorsIn(elems);
    const rows = first?.type.shape?.[0] ?? null;
    const start = call.args.get('initializer');
    const state = start.kind === 'none' ? row(elems) : start;
    const next = call.context.call(call.args.get('fn'), [state, row(elems)]);
    const settled = start.kind === 'none' && next.kind === 'unknown' ? UNKNOWN : next;
    return mapTensors(settled, ({ type }) =>
      made(call, [elems], type.shape && (keepsAll ? [rows, ...type.shape] : type.shape), type.dtype),
    );
  };

const cond: Rule = call => {
  const [yes, no] = [call.args.get('true_fn'), call.args.get('false_fn')];
  const run = (fn: Value) => call.context.quietly(() => tracing(call, () => call.context.call(fn, [])));
  return mapTensors(join(run(yes), run(no)), ({ type }) => typed(call, [], type));
};

/** The loop's variables keep their types; a body that changes them makes the shape unknown. */
const whileLoop: Rule = call => {
  const vars = call.args.get('loop_vars');
  const items = asItems(vars);
  if (items === undefined) return UNKNOWN;
  const after = call.context.quietly(() => tracing(call, () => call.context.call(call.args.get('body'), items)));
  const next = items.length === 1 && after.kind === 'tensor' ? [after] : asItems(after);
  const kept = items.map((item, index) => {
    // A nest of variables keeps its structure, which is not followed.
    if (item.kind === 'unknown' || item.kind === 'dict' || asItems(item) !== undefined) return UNKNOWN;
    const type = operand(item);
    const later = next?.[index];
    const same = later?.kind === 'tensor' ? later : undefined;
    return made(call, [item], same && printShape(same.type.shape) === printShape(type.shape) ? type.shape : null, type.dtype);
  });
  return vars.kind === 'list' ? list(kept) : tuple(kept);
};

/** A Python function called behind TensorFlow's back: dtypes as said, shapes not known. */
const pyFunction: Rule = call => {
  const out = call.args.get('Tout');
  const items = asItems(out);
  const inputs = call.args.get('inp');
  const one = (dtype: Value) => made(call, [inputs], null, dtypeOr(call, dtype, null));
  if (items) return list(items.map(one));
  return out.kind === 'unknown' || out.kind === 'none' ? UNKNOWN : one(out);
};

/** `tf.function(f)` is f for shapes; with options only it is a decorator. */
const traced: Rule = call => {
  const fn = call.args.get('func');
  if (fn.kind === 'function') return { ...fn, traced: true };
  return fn.kind === 'none' ? { kind: 'api', name: 'tf.function' } : fn;
};

/** From here on tensors behave as NumPy's arrays do. */
const enableNumPyBehavior: Rule = ({ context, session }) => {
  context.write(session.numpyBehavior, true);
  return NONE;
};

const decoratorOrSame: Rule = call => call.args.rest[0] ?? call.args.get('f');

/** Comparisons that raise where the shapes do not broadcast. */
const assertion: Rule = call => {
  const [a, b] = [operand(call.args.get('x')), operand(call.args.get('y'))];
  const both = broadcastAll([a.shape, b.shape]);
  if ('clash' in both) return refuseCall(call, 'op-shape', both.clash);
  return NONE;
};

const rankAssertion =
  (holds: (rank: number, wanted: number) => boolean): Rule =>
  call => {
    const x = operand(call.args.get('x'));
    const wanted = asNumber(call.args.get('rank'));
    if (x.shape !== null && wanted !== undefined && !holds(x.shape.length, wanted))
      return refuseCall(call, 'op-shape', `the tensor of shape ${printShape(x.shape)} has rank ${x.shape.length}, not ${wanted}`);
    return NONE;
  };

const nothing: Row = { rule: () => NONE, parameters: parameters('*args, **kwargs'), takesKeras: true };

const flatten: Rule = call => {
  const flat = (value: Value): Value[] | undefined => {
    if (value.kind === 'dict') {
      const entries = value.cell.content && [...value.cell.content].sort(([a], [b]) => (a < b ? -1 : 1));
      return entries ? joined(entries.map(([, item]) => flat(item.value))) : undefined;
    }
    const items = asItems(value);
    if (items) return joined(items.map(flat));
    return value.kind === 'unknown' || value.kind === 'list' ? undefined : [value];
  };
  const found = flat(call.args.get('structure'));
  return list(found ?? null);
};
const joined = (parts: (Value[] | undefined)[]): Value[] | undefined =>
  parts.includes(undefined) ? undefined : parts.flatMap(part => part ?? []);

const mapStructure: Rule = call => {
  const [structure, ...others] = call.args.rest;
  if (structure === undefined || others.length > 0 || call.args.open) return UNKNOWN;
  return mapTensors(structure, leaf => call.context.call(call.args.get('func'), [leaf]));
};

/** Control flow, functions, assertions and structures. */
export const controlFunctions: Table = {
  ...rows(['tf.map_fn', 'tf.vectorized_map'], mapFn),
  'tf.scan': folding(true),
  ...rows(['tf.foldl', 'tf.foldr'], folding(false)),
  ...rows(['tf.cond', 'keras.ops.cond'], cond),
  ...rows(['tf.while_loop', 'keras.ops.while_loop'], whileLoop),
  ...rows(['tf.py_function', 'tf.numpy_function'], pyFunction),
  'tf.py_func': { rule: pyFunction, parameters: parameters('func, inp, Tout, stateful=True, name=None') },
  'tf.function': { rule: traced, parameters: parameters('func=None, **kwargs'), takesKeras: true },
  ...rows(['tf.autograph.experimental.do_not_convert', 'tf.recompute_grad'], {
    rule: decoratorOrSame,
    parameters: parameters('f=None, **kwargs'),
    takesKeras: true,
  }),
  ...rows(
    ['equal', 'less', 'less_equal', 'greater', 'greater_equal', 'near'].flatMap(name => [
      `tf.debugging.assert_${name}`,
      `tf.assert_${name}`,
    ]),
    assertion,
  ),
  ...rows(
    ['tf.debugging.assert_rank', 'tf.assert_rank'],
    rankAssertion((rank, wanted) => rank === wanted),
  ),
  'tf.debugging.assert_rank_at_least': rankAssertion((rank, wanted) => rank >= wanted),
  ...rows(
    [
      'tf.debugging.assert_shapes',
      'tf.debugging.assert_type',
      'tf.debugging.assert_integer',
      'tf.debugging.assert_scalar',
      'tf.debugging.assert_non_negative',
      'tf.debugging.assert_positive',
      'tf.debugging.Assert',
      'tf.Assert',
      'tf.debugging.enable_check_numerics',
    ],
    nothing,
  ),
  'tf.nest.flatten': { rule: flatten, parameters: parameters('structure, expand_composites=False'), takesKeras: true },
  'tf.nest.map_structure': { rule: mapStructure, parameters: parameters('func, *structure, **kwargs'), takesKeras: true },
  ...rows(['tf.is_tensor', 'tf.executing_eagerly', 'tf.is_symbolic_tensor'], {
    rule: () => UNKNOWN,
    parameters: parameters('*args, **kwargs'),
    takesKeras: true,
  }),
  ...rows(['tf.experimental.numpy.experimental_enable_numpy_behavior', 'tf.python.ops.numpy_ops.np_config.enable_numpy_behavior'], {
    rule: enableNumPyBehavior,
    parameters: parameters('prefer_float32=False, dtype_conversion_mode=None'),
  }),
  'tf.get_static_value': { rule: () => UNKNOWN, parameters: parameters('*args, **kwargs'), takesKeras: true },
};
