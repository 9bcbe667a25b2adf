import { printShape, type Shape } from '../../tensor/shape';
import { asItems } from '../../values/read';
import { list, NONE, type Value } from '../../values/value';
import { fail, several } from '../core/report';
import type { Call, Rule } from '../core/rule';
import { tensor, typeOf } from '../core/tensors';
import { layerState } from '../layers/layer';
import { weightShapes } from '../layers/weights';
import { modelState } from './model';

/** Shapes of the weights of a layer or a model, in order; undefined where they are not all known. */
function shapesOf(value: Value): readonly Shape[] | undefined {
  const layer = layerState(value);
  if (layer) return weightShapes(layer) ?? undefined;
  const state = modelState(value);
  if (!state?.layers || state.inputs.kind === 'unknown') return undefined;
  const parts = state.layers.map(entry => shapesOf(entry.layer));
  return parts.includes(undefined) ? undefined : parts.flatMap(part => part ?? []);
}

/** `get_weights()`: arrays of the shapes of the weights. */
export const getWeights: Rule = call => {
  const shapes = shapesOf(call.self);
  return list(shapes ? shapes.map(shape => tensor('numpy', shape, null)) : null);
};

const nameOf = (value: Value): string => layerState(value)?.name ?? modelState(value)?.name ?? '';

/** `set_weights(weights)`: an array for each weight, of its shape (keras.src.layers.layer.Layer.set_weights). */
export const setWeights: Rule = call => {
  const wanted = shapesOf(call.self);
  const given = asItems(call.args.get('weights'));
  if (wanted !== undefined && given !== undefined) refusesWeightList(call, wanted, given);
  return NONE;
};

function refusesWeightList(call: Call, wanted: readonly Shape[], given: readonly Value[]): void {
  const span = call.args.spanOf('weights');
  const name = nameOf(call.self);
  if (given.length !== wanted.length) {
    const words = `You called \`set_weights(weights)\` on layer '${name}' with a weight list of length ${given.length}, but the layer was expecting ${wanted.length} weights.`;
    fail(call, 'layer-argument', `'${name}' has ${several(wanted.length, 'weight')}, and gets ${given.length}. Keras: "${words}"`, {
      span,
    });
    return;
  }
  const shapes = given.map(value => typeOf(value)?.shape ?? null);
  const at = wanted.findIndex((shape, index) => differs(shape, shapes[index]));
  if (at < 0) return;
  const remedy = isTransposed(wanted[at], shapes[at]) ? ' It is transposed.' : '';
  const words = `Layer ${name} weight shape ${printShape(wanted[at])} is not compatible with provided weight shape ${printShape(shapes[at])}.`;
  fail(call, 'layer-argument', `Weight ${at + 1} of '${name}' has another shape.${remedy} Keras: "${words}"`, { span });
}

const differs = (a: Shape, b: Shape): boolean =>
  a !== null && b !== null && (a.length !== b.length || a.some((dim, axis) => dim !== null && b[axis] !== null && dim !== b[axis]));

const isTransposed = (a: Shape, b: Shape): boolean => a?.length === 2 && b?.length === 2 && a[0] === b[1] && a[1] === b[0];
