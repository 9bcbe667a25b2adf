import { axisOf, moved, permuted } from '../../tensor/axes';
import { isMisfit } from '../../tensor/misfit';
import { asInt } from '../../values/read';
import { tuple } from '../../values/value';
import { type Rule, rows, type Table } from '../core/rule';
import { arrayRow, numpyRow } from './numpy-rows';
import { arg, dense, dialectOf, ints, made, operand, refuseCall, settled, tensorOf } from './operand';

const transpose: Rule = call => {
  const value = tensorOf(call);
  const x = operand(value, dialectOf(call));
  const { rest } = call.args;
  const given =
    call.self.kind === 'tensor' && rest.length > 0 ? (rest.length === 1 ? rest[0] : tuple(rest)) : arg(call, 'perm', 'axes', 'pattern');
  const order = ints(given);
  if (order === undefined) return made(call, [value], x.shape?.map(() => null) ?? null, x.dtype);
  return settled(call, [value], permuted(x.shape, order), x.dtype);
};

const swapAxes: Rule = call => {
  const value = tensorOf(call);
  const x = operand(value, dialectOf(call));
  const [a, b] = [asInt(call.args.get('axis1')), asInt(call.args.get('axis2'))];
  if (x.shape === null || a === undefined || b === undefined) return made(call, [value], null, x.dtype);
  const [from, to] = [axisOf(a, x.shape), axisOf(b, x.shape)];
  if (isMisfit(from)) return refuseCall(call, 'op-shape', from.misfit);
  if (isMisfit(to)) return refuseCall(call, 'op-shape', to.misfit);
  return made(call, [value], x.shape.with(from, x.shape[to]).with(to, x.shape[from]), x.dtype);
};

const moveAxis: Rule = call => {
  const value = tensorOf(call);
  const x = operand(value, dialectOf(call));
  const [from, to] = [ints(call.args.get('source')), ints(call.args.get('destination'))];
  return from && to ? settled(call, [value], moved(x.shape, from, to), x.dtype) : made(call, [value], null, x.dtype);
};

/** Functions along axes that keep the shape, checked to have them. */
const alongAxes: Rule = call => {
  const value = tensorOf(call);
  const x = operand(value, dialectOf(call));
  const axes = ints(arg(call, 'axis'));
  if (axes && x.shape !== null) {
    const wrong = axes.map(axis => axisOf(axis, x.shape ?? [])).find(isMisfit);
    if (wrong && isMisfit(wrong)) return refuseCall(call, 'op-shape', wrong.misfit);
  }
  return made(call, [value], x.shape, x.dtype);
};

/** Axes in another order, and elements along them. */
export const reorderingFunctions: Table = {
  ...rows(['tf.transpose', 'keras.ops.transpose'], dense(transpose)),
  ...numpyRow('transpose', 'a, axes=None', transpose),
  ...arrayRow('transpose', '*axes', transpose),
  'keras.ops.swapaxes': dense(swapAxes),
  ...numpyRow('swapaxes', 'a, axis1, axis2', swapAxes),
  ...arrayRow('swapaxes', 'axis1, axis2', swapAxes),
  'keras.ops.moveaxis': dense(moveAxis),
  ...numpyRow('moveaxis', 'a, source, destination', moveAxis),
  ...rows(['tf.reverse', 'tf.roll', 'keras.ops.flip', 'keras.ops.roll'], dense(alongAxes)),
  ...numpyRow('flip', 'm, axis=None', alongAxes),
  ...numpyRow('roll', 'a, shift, axis=None', alongAxes),
  ...numpyRow('fliplr', 'm', alongAxes),
  ...numpyRow('flipud', 'm', alongAxes),
};
