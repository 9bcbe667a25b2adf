import type * as tf from '@tensorflow/tfjs-core';
import type { ModelNode, ModulePlan, OpNode } from '../../plan/plan';
import { supportOf } from '../../plan/support/accepted';
import { type ModelOpSupport, modelOps } from '../../plan/support/model-ops';
import type { Preprocessor } from '../preprocessing/preprocessor';
import { lossNode } from './loss-node';
import { ModelValue, type NodeValue } from './model-value';
import { operationTable } from './ops/table';
import type { OwnWeight } from './own-weight';
import { type RunLayer, runLayer } from './run-layer';
import { moduleRunner } from './run-module';
import { runPreprocessor } from './run-preprocessor';

export type CallNode = Exclude<ModelNode, { op: 'input' }>;

/** What nodes are made of. */
export interface Parts {
  readonly layers: ReadonlyMap<string, RunLayer>;
  readonly preprocessors: ReadonlyMap<string, Preprocessor>;
  readonly weights: ReadonlyMap<string, OwnWeight>;
}

/** An argument of a node, computed when it is asked for: of a choice, only the branch that is taken. */
export type NodeArguments = { readonly [parameter: string]: () => NodeValue };
export type RunNode = (args: NodeArguments, training: boolean) => NodeValue;

const all = (args: NodeArguments): { [parameter: string]: NodeValue } =>
  Object.fromEntries(Object.entries(args).map(([name, value]) => [name, value()]));

const operandOf = (result: tf.Tensor | NodeValue): NodeValue =>
  result !== null && typeof result === 'object' && 'dataId' in result ? new ModelValue(result as tf.Tensor) : (result as NodeValue);

/** How a node is run. Throws where the plan holds what no table knows. */
export function nodeRunner(node: CallNode, { layers, preprocessors, weights }: Parts): RunNode {
  switch (node.op) {
    case 'layer': {
      const { layer: name } = node as { layer: string };
      const preprocessor = preprocessors.get(name);
      if (preprocessor !== undefined) return ({ inputs }) => runPreprocessor(preprocessor, inputs());
      const layer = layers.get(name);
      if (layer === undefined) throw new Error('the plan calls a layer that it does not hold');
      return (args, training) => {
        const { training: own = null, ...given } = all(args);
        return runLayer(layer, given, typeof own === 'boolean' ? own : training);
      };
    }
    case 'weight':
      return ({ name }) => {
        const weight = weights.get(String(name()));
        if (weight === undefined) throw new Error('the plan reads a weight that it does not hold');
        return new ModelValue(weight.variable.read());
      };
    case 'mode':
      return (args, training) => (training ? args.training() : args.inference());
    case 'mask':
      return ({ value, from }) => {
        const [own, first] = [value() as ModelValue, from() as ModelValue];
        return own.mask === undefined ? new ModelValue(own.tensor, first.mask, own.logits) : own;
      };
    case 'loss':
      return lossNode(node as OpNode);
    case 'hub.call': {
      const { module } = (node as OpNode).args;
      if (!('value' in module)) throw new Error('the plan calls a module that it does not hold');
      const run = moduleRunner(module.value as unknown as ModulePlan);
      return ({ inputs }) => run(inputs());
    }
    default: {
      const row = supportOf<ModelOpSupport>(modelOps, node.op);
      if (row === undefined) throw new Error(`the plan holds the operation ${node.op} in a model, which no table knows`);
      const run = operationTable[row.operation];
      return args => operandOf(run(all(args)));
    }
  }
}
