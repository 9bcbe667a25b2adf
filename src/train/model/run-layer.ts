import * as tf from '@tensorflow/tfjs-core';
import type * as tfjs from '@tensorflow/tfjs-layers';
import type { LayerPlan } from '../../plan/plan';
import { isTensor, supportOf } from '../../plan/support/accepted';
import type { LayerSupport } from '../../plan/support/layer-row';
import { supportedLayers } from '../../plan/support/layers';
import type { SeedSource } from './config';
import { type LastActivation, probabilities, splitLastActivation } from './last-activation';
import { makeLayer } from './make-layer';
import { maskAfter } from './masks';
import { ModelValue, type NodeValue, tensorsOf } from './model-value';

type Layer = tfjs.layers.Layer;

/** A layer of the plan as it is run: that of tfjs, and the softmax or sigmoid that was taken off its end. */
export interface RunLayer {
  readonly layer: Layer;
  readonly row: LayerSupport;
  readonly activation: LastActivation | null;
}

export function makeRunLayer(plan: LayerPlan, nextSeed: SeedSource): RunLayer {
  const row = supportOf<LayerSupport>(supportedLayers, plan.class);
  if (row === undefined) throw new Error(`the plan holds a layer ${plan.class}, which no table knows`);
  const { layer, activation } = splitLastActivation(plan);
  return { layer: makeLayer(layer, nextSeed), row, activation };
}

/** What a layer gives for its arguments in the order of the call; its weights are made in its first call. */
export function runLayer({ layer, row, activation }: RunLayer, args: { [parameter: string]: NodeValue }, training: boolean): NodeValue {
  const { given, beside } = split(row, args);
  const inputs = given.map(({ tensor }) => tensor);
  const masks = given.map(({ mask }) => mask);
  const [first] = masks;
  if (row.clearsMasks) for (const value of given) value.mask = undefined;
  const kwargs = { training, ...(first !== undefined && { mask: first }), masks, ...beside };
  const tensors = inputs.length === 1 ? inputs[0] : inputs;
  // The first call of `apply` also checks what goes in and makes the weights; later it would make masks that nobody reads.
  const outputs = layer.built ? layer.call(tensors, kwargs) : layer.apply(tensors, kwargs);
  // Keras's Softmax leaves out what is masked, and its result has no logits then.
  if (row.mask === 'softens' && first !== undefined) return new ModelValue(maskedSoftmax(outputs as tf.Tensor, first), first);
  const mask = maskAfter(row.mask, layer, inputs, masks);
  return Array.isArray(outputs)
    ? outputs.length === 1
      ? modelValue(outputs[0] as tf.Tensor, mask, activation)
      : outputs.map((output, i) => new ModelValue(output as tf.Tensor, i === 0 ? mask : undefined))
    : modelValue(outputs as tf.Tensor, mask, activation);
}

/** What goes into a layer, and what its call gets besides. */
function split({ call }: LayerSupport, args: { [parameter: string]: NodeValue }): { given: ModelValue[]; beside: object } {
  if (call === undefined) return { given: tensorsOf(args), beside: {} };
  const given = Object.entries(call).flatMap(([parameter, accepted]) =>
    isTensor(accepted) && accepted.tensorArgument !== 'any' ? tensorsOf(args[parameter] ?? null) : [],
  );
  const { initial_state: state = null } = args;
  return { given, beside: { named: args, ...(state !== null && { initialState: tensorsOf(state).map(({ tensor }) => tensor) }) } };
}

const maskedSoftmax = (x: tf.Tensor, mask: tf.Tensor): tf.Tensor =>
  tf.where(mask, tf.softmax(tf.where(mask, x, tf.scalar(-1e9))), tf.zerosLike(x));

function modelValue(output: tf.Tensor, mask: tf.Tensor | undefined, activation: LastActivation | null): ModelValue {
  return activation === null ? new ModelValue(output, mask) : new ModelValue(probabilities[activation](output), mask, output);
}
