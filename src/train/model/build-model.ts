import * as tf from '@tensorflow/tfjs-core';
import * as tfjs from '@tensorflow/tfjs-layers';
import type { Arg, ModelNode, ModelPlan, Nest, TensorSpec } from '../../plan/plan';
import { supportOf } from '../../plan/support/accepted';
import type { ModelOpName } from '../../plan/support/ops';
import { atSite } from '../plan-error';
import type { SeedSource } from './config';
import { type LastActivation, splitLastActivation } from './last-activation';
import { makeLayer } from './make-layer';

type Layer = tfjs.layers.Layer;
type Symbolic = tfjs.SymbolicTensor;

/** A model with the order in which its inputs are fed. */
export interface BuiltModel {
  /** Without `activation`. */
  model: tfjs.LayersModel;
  /** The softmax or sigmoid at the end; null where there is none. */
  activation: LastActivation | null;
  /** Name of every input in the order of `model.inputs`, for data that come as dicts; nest paths for tuples. */
  inputs: { key: string | number | null; dtype: 'int32' | 'float32' }[];
}

/** Operators on layers' outputs and the layer that does the same. */
const operatorLayers: { readonly [op in ModelOpName]: () => Layer } = {
  'operator.add': () => tfjs.layers.add(),
  'tf.add': () => tfjs.layers.add(),
  'operator.mul': () => tfjs.layers.multiply(),
  'tf.multiply': () => tfjs.layers.multiply(),
};

const inputDtype = ({ dtype }: TensorSpec): 'int32' | 'float32' => (/^b?float/.test(dtype) ? 'float32' : 'int32');

/** The symbolic tensors that an argument stands for. */
function tensorsOf(arg: Arg, values: Map<number, Symbolic>): Symbolic[] {
  if ('items' in arg) return arg.items.flatMap(item => tensorsOf(item, values));
  const value = 'node' in arg ? values.get(arg.node) : undefined;
  if (!value) throw new Error('the plan calls a layer on what no node gives');
  return [value];
}

function nestLeaves<T>(nest: Nest<T>): { key: string | number | null; leaf: T }[] {
  if ('leaf' in nest) return [{ key: null, leaf: nest.leaf }];
  const entries: [string | number, Nest<T>][] = 'items' in nest ? nest.items.map((item, i) => [i, item]) : Object.entries(nest.entries);
  return entries.flatMap(([key, entry]) => nestLeaves(entry).map(({ leaf }) => ({ key, leaf })));
}

/** Builds the model of a plan; throws a PlanError naming the line of the layer that cannot be built. */
export function buildModel(whole: ModelPlan, nextSeed: SeedSource): BuiltModel {
  const { plan, activation } = splitLastActivation(whole);
  const layers = new Map(plan.layers.map(layer => [layer.name, makeLayer(layer, nextSeed)]));
  const values = new Map<number, Symbolic>();
  const specs = new Map<number, { name: string; dtype: 'int32' | 'float32' }>();
  for (const node of plan.nodes) {
    if (node.op === 'input') {
      const { spec, name } = node as Extract<ModelNode, { op: 'input' }>;
      const dtype = inputDtype(spec);
      values.set(node.id, tfjs.input({ shape: (spec.shape as (number | null)[]).slice(1), dtype, name }));
      specs.set(node.id, { name, dtype });
    } else values.set(node.id, callNode(node as Exclude<ModelNode, { op: 'input' }>, layers, values));
  }

  const leafOf = (arg: Arg): Symbolic => {
    const value = 'node' in arg ? values.get(arg.node) : undefined;
    if (!value) throw new Error('the inputs and outputs of a model have to be tensors of its graph');
    return value;
  };
  const inputs = nestLeaves(plan.inputs);
  const outputs = nestLeaves(plan.outputs);
  const model = tfjs.model({
    inputs: inputs.map(({ leaf }) => leafOf(leaf)),
    outputs: outputs.map(({ leaf }) => leafOf(leaf)),
    name: plan.name,
  });
  return {
    model,
    activation,
    inputs: inputs.map(({ key, leaf }) => {
      const spec = 'node' in leaf ? specs.get(leaf.node) : undefined;
      return {
        key: typeof key === 'number' ? key : (key ?? (inputs.length > 1 ? (spec?.name ?? null) : null)),
        dtype: spec?.dtype ?? 'float32',
      };
    }),
  };
}

const probabilities: { readonly [activation in LastActivation]: (logits: tf.Tensor) => tf.Tensor } = {
  softmax: tf.softmax,
  sigmoid: tf.sigmoid,
};

/** What the model gives for a batch, and the logits that it is made of, if it ends with a softmax or sigmoid. */
export function applyModel(
  { model, activation }: Pick<BuiltModel, 'model' | 'activation'>,
  inputs: tf.Tensor[],
  training: boolean,
): { predictions: tf.Tensor; logits?: tf.Tensor } {
  const output = model.apply(inputs.length === 1 ? inputs[0] : inputs, { training }) as tf.Tensor;
  return activation === null ? { predictions: output } : { predictions: probabilities[activation](output), logits: output };
}

function callNode(node: Exclude<ModelNode, { op: 'input' }>, layers: Map<string, Layer>, values: Map<number, Symbolic>): Symbolic {
  const layer = node.op === 'layer' ? layers.get((node as { layer: string }).layer) : supportOf(operatorLayers, node.op)?.();
  if (!layer) throw new Error(`the plan holds the operation ${node.op} in a model, which no table knows`);
  const tensors = Object.values(node.args).flatMap(arg => tensorsOf(arg, values));
  return atSite(node.site, () => layer.apply(tensors.length === 1 ? (tensors[0] as Symbolic) : tensors) as Symbolic);
}
