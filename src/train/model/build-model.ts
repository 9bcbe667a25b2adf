import * as tf from '@tensorflow/tfjs-core';
import type { LayerVariable } from '@tensorflow/tfjs-layers';
import type { ModelNode, ModelPlan } from '../../plan/plan';
import { type Adapted, isPreprocessor, makePreprocessor } from '../preprocessing/make-preprocessor';
import type { SeedSource } from './config';
import { ModelValue, nestLeaves, readArg } from './model-value';
import { makeWeight } from './own-weight';
import { makeRunLayer } from './run-layer';
import type { CallNode } from './run-node';
import { type NodeFrame, nodesRunner } from './run-nodes';

/** What a model is fed, in the order in which it takes it. */
export interface FedInput {
  name: string;
  /** Where the data hold it: keys and places in the nest that `fit` gets; empty where all of the data are this input. */
  path: readonly (string | number)[];
  dtype: 'int32' | 'float32' | 'string';
  shape: readonly (number | null)[];
}

/** A model that runs on tensors. */
export interface BuiltModel {
  readonly inputs: readonly FedInput[];
  /** What it gives, in the order of `apply`: where labels for it lie in the data. */
  readonly outputs: readonly Pick<FedInput, 'name' | 'path'>[];
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

/** Makes the model of a plan. Throws a PlanError naming the line of the layer that cannot be made. */
export function buildModel(plan: ModelPlan, nextSeed: SeedSource, adapted: Adapted = []): BuiltModel {
  const [preparing, computing] = [plan.layers.filter(isPreprocessor), plan.layers.filter(layer => !isPreprocessor(layer))];
  const preprocessors = new Map(preparing.map(layer => [layer.name, makePreprocessor(layer, adapted)]));
  const layers = new Map(computing.map(layer => [layer.name, makeRunLayer(layer, nextSeed)]));
  const own = new Map((plan.weights ?? []).map(weight => [weight.name, makeWeight(weight, nextSeed)]));
  const all = [...layers.values()].map(({ layer }) => layer);
  const fed = inputsOf(plan);
  const calls = plan.nodes.filter((node): node is CallNode => node.op !== 'input');
  const run = nodesRunner(plan.nodes, { layers, preprocessors, weights: own });
  const outputs = nestLeaves(plan.outputs).map(({ leaf }) => leaf);
  const variables = [...own.values()].map(({ variable }) => variable);

  const frame = (inputs: readonly tf.Tensor[], training: boolean): NodeFrame =>
    run(new Map(fed.map(({ id }, i) => [id, new ModelValue(inputs[i])])), training);
  const apply = (inputs: readonly tf.Tensor[], training: boolean): ModelValue[] => {
    const nodeValue = frame(inputs, training);
    return outputs.map(arg => readArg(arg, nodeValue) as ModelValue);
  };

  let outputShapes: readonly (readonly number[])[] = [];
  return {
    inputs: fed.map(({ input }) => input),
    outputs: nestLeaves(plan.outputs).map(({ path }, i) => ({ path, name: plan.outputNames[i] })),
    get weights() {
      return [...all.flatMap(layer => layer.weights), ...variables];
    },
    get trainableWeights() {
      return [...all.flatMap(layer => layer.trainableWeights), ...variables.filter(({ trainable }) => trainable)];
    },
    get outputShapes() {
      return outputShapes;
    },
    build(inputs) {
      tf.tidy(() => {
        outputShapes = apply(inputs, false).map(({ tensor }) => tensor.shape);
        // Layers that run in training only have weights too.
        const nodeValue = frame(inputs, false);
        if (calls.some(({ op }) => op === 'mode')) for (const { id } of calls) nodeValue(id);
      });
    },
    apply,
    regularization: () => [...all.flatMap(layer => layer.calculateLosses()), ...[...own.values()].flatMap(({ losses }) => losses())],
  };
}

function inputsOf(plan: ModelPlan): { id: number; input: FedInput }[] {
  const nodes = new Map(plan.nodes.map(node => [node.id, node]));
  const leaves = nestLeaves(plan.inputs);
  return leaves.map(({ path, leaf }) => {
    const node = 'node' in leaf ? nodes.get(leaf.node) : undefined;
    if (node?.op !== 'input') throw new Error('the inputs of a model have to be nodes of its graph');
    const { name, spec, id } = node as Input;
    return { id, input: { name, path, dtype: fedType(spec.dtype), shape: spec.shape ?? [] } };
  });
}

const fedType = (dtype: string): FedInput['dtype'] => (dtype === 'string' ? dtype : /^b?float/.test(dtype) ? 'float32' : 'int32');
