import type { ModelNode } from '../../plan/plan';
import { atSite } from '../plan-error';
import { type NodeValue, readArg } from './model-value';
import { type CallNode, type NodeArguments, nodeRunner, type Parts } from './run-node';

/** Values of nodes by number, each computed once, when it is asked for. */
export type NodeFrame = (id: number) => NodeValue;

/** How a graph is run: `given` are the values of its inputs by number. */
export type RunNodes = (given: ReadonlyMap<number, NodeValue>, training: boolean) => NodeFrame;

/** Throws where the plan holds a node that no table knows. */
export function nodesRunner(nodes: readonly ModelNode[], parts: Parts): RunNodes {
  const calls = nodes.filter((node): node is CallNode => node.op !== 'input');
  const runners = new Map(calls.map(node => [node.id, { node, run: nodeRunner(node, parts) }]));
  return (given, training) => {
    const values = new Map(given);
    const nodeValue: NodeFrame = id => {
      const known = values.get(id);
      if (known !== undefined) return known;
      const found = runners.get(id);
      if (found === undefined) throw new Error('the plan reads what no node gives');
      const { node, run } = found;
      const args: NodeArguments = Object.fromEntries(Object.entries(node.args).map(([name, arg]) => [name, () => readArg(arg, nodeValue)]));
      const value = atSite(node.site, () => run(args, training));
      values.set(id, value);
      return value;
    };
    return nodeValue;
  };
}
