import { int, NONE, type ObjectValue, UNKNOWN, type Value } from '../../values/value';
import type { Kinds } from '../core/kind';
import { type Rule, rows, type Table } from '../core/rule';
import { namesBelow } from '../core/signatures';

const STRATEGY = 'tf.distribute.Strategy';

/** All strategies are one value of one replica, as the engines here train: so a program that tries a TPU and falls back is known either way. */
const oneReplica: ObjectValue = {
  kind: 'object',
  type: STRATEGY,
  state: { content: undefined },
  origin: { op: STRATEGY, args: {}, span: { path: '', line: 1, column: 1, endLine: 1, endColumn: 1 } },
};

const strategy: Rule = () => oneReplica;

const classes = ['tf.distribute', 'tf.distribute.experimental'].flatMap(module =>
  namesBelow(module).flatMap(name => (name.endsWith('Strategy') ? [`${module}.${name}`] : [])),
);

/** https://www.tensorflow.org/api_docs/python/tf/distribute */
/** There is no TPU on this machine: a program that is run here finds none, and mostly holds None then. */
const noTpu: Rule = call => (call.session.workspace.started ? NONE : UNKNOWN);
const RESOLVER = 'tf.distribute.cluster_resolver.TPUClusterResolver';

export const strategyFunctions: Table = {
  ...rows([...classes, 'tf.distribute.get_strategy'], strategy),
  ...rows([RESOLVER, `${RESOLVER}.connect`], noTpu),
};

export const strategyKinds: Kinds = {
  [STRATEGY]: { attribute: (_, name): Value | undefined => (name === 'num_replicas_in_sync' ? int(1) : undefined) },
};
