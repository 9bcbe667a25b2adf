import * as tf from '@tensorflow/tfjs-core';
import type { LayerVariable } from '@tensorflow/tfjs-layers';
import type { ModelNode, ModelPlan } from '../../plan/plan';
import { atSite } from '../plan-error';
import type { SeedSource } from './config';
import { type ModelOp, modelOps } from './model-ops';
import { ModelValue, nestLeaves, type Operand, readArg } from './model-value';
import { makeRunLayer, type RunLayer, runLayer } from './run-layer';

/** What a model is fed, in the order in which it takes it. */
export interface ModelInput {
  name: string;
  /** Where the data hold it: keys and places in the nest that `fit` gets; empty where all of the data are this input. */
  path: readonly (string | number)[];
  dtype: 'int32' | 'float32';
  shape: readonly (number | null)[];
}

/** A model that runs on tensors. */
export interface BuiltModel {
  readonly inputs: readonly ModelInput[];
  /** All weights, layer by layer. Empty before `build`. */
  readonly weights: readonly LayerVariable[];
  readonly trainableWeights: readonly LayerVariable[];
  /** Shapes of the outputs for the batch that it was built with. Empty before `build`. */
  readonly outputShapes: readonly (readonly number[])[];
  /** Makes the weights, as the first call of a model does in Keras. Throws a PlanError with the line of what cannot be built. */
  build(inputs: readonly tf.Tensor[]): void;
  /** What the model gives for a batch, output by output. The caller disposes of it, or runs in a tidy. */
  apply(inputs: readonly tf.Tensor[], training: boolean): ModelValue[];
  /** What regularizers add to the loss, one scalar for each. */
  regularization(): tf.Scalar[];
}

type Input = Extract<ModelNode, { op: 'input' }>;
type Call = Exclude<ModelNode, Input>;

/** Makes the model of a plan. Throws a PlanError naming the line of the layer that cannot be made. */
export function buildModel(plan: ModelPlan, nextSeed: SeedSource): BuiltModel {
  const layers = new Map(plan.layers.map(layer => [layer.name, makeRunLayer(layer, nextSeed)]));
  const all = [...layers.values()].map(({ layer }) => layer);
  const fed = inputsOf(plan);
  const calls = plan.nodes.filter((node): node is Call => node.op !== 'input').map(node => ({ node, run: runnerOf(node, layers) }));
  const outputs = nestLeaves(plan.outputs).map(({ leaf }) => leaf);

  const apply = (inputs: readonly tf.Tensor[], training: boolean): ModelValue[] => {
    const values = new Map<number, Operand>(fed.map(({ id }, i) => [id, new ModelValue(inputs[i])]));
    for (const { node, run } of calls) {
      const args = Object.fromEntries(Object.entries(node.args).map(([name, arg]) => [name, readArg(arg, values)]));
      values.set(
        node.id,
        atSite(node.site, () => run(args, training)),
      );
    }
    return outputs.map(arg => readArg(arg, values) as ModelValue);
  };

  let outputShapes: readonly (readonly number[])[] = [];
  return {
    inputs: fed.map(({ input }) => input),
    get weights() {
      return all.flatMap(layer => layer.weights);
    },
    get trainableWeights() {
      return all.flatMap(layer => layer.trainableWeights);
    },
    get outputShapes() {
      return outputShapes;
    },
    build(inputs) {
      outputShapes = tf.tidy(() => apply(inputs, false).map(({ tensor }) => tensor.shape));
    },
    apply,
    regularization: () => all.flatMap(layer => layer.calculateLosses()),
  };
}

type Run = (args: { [parameter: string]: Operand }, training: boolean) => Operand;

function runnerOf(node: Call, layers: ReadonlyMap<string, RunLayer>): Run {
  if (node.op !== 'layer') {
    const op = (modelOps as { readonly [name: string]: ModelOp })[node.op];
    if (op === undefined) throw new Error(`the plan holds the operation ${node.op} in a model, which no table knows`);
    return args => new ModelValue(op(args));
  }
  const layer = layers.get((node as { layer: string }).layer);
  if (layer === undefined) throw new Error('the plan calls a layer that it does not hold');
  return ({ training: own = null, ...args }, training) => runLayer(layer, args, typeof own === 'boolean' ? own : training);
}

function inputsOf(plan: ModelPlan): { id: number; input: ModelInput }[] {
  const nodes = new Map(plan.nodes.map(node => [node.id, node]));
  const leaves = nestLeaves(plan.inputs);
  return leaves.map(({ path, leaf }) => {
    const node = 'node' in leaf ? nodes.get(leaf.node) : undefined;
    if (node?.op !== 'input') throw new Error('the inputs of a model have to be nodes of its graph');
    const { name, spec, id } = node as Input;
    return { id, input: { name, path, dtype: /^b?float/.test(spec.dtype) ? 'float32' : 'int32', shape: spec.shape ?? [] } };
  });
}
