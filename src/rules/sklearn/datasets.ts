import type { DType } from '../../tensor/dtype';
import type { Dim } from '../../tensor/shape';
import { asBool, asInt, asString } from '../../values/read';
import { tuple, UNKNOWN, type Value } from '../../values/value';
import { ranged } from '../core/facts';
import type { Kinds, Use } from '../core/kind';
import { object } from '../core/objects';
import { type Call, parameters, type Rule, type Table } from '../core/rule';
import { tensor } from '../core/tensors';

/** A dataset that comes with scikit-learn: rows, columns, and its classes; without classes the targets are numbers. */
interface Known {
  readonly rows: number;
  readonly columns: number;
  readonly classes?: number;
}

/** https://scikit-learn.org/stable/datasets/toy_dataset.html and real_world.html */
const known: { readonly [name: string]: Known } = {
  load_iris: { rows: 150, columns: 4, classes: 3 },
  load_digits: { rows: 1797, columns: 64, classes: 10 },
  load_breast_cancer: { rows: 569, columns: 30, classes: 2 },
  load_wine: { rows: 178, columns: 13, classes: 3 },
  load_diabetes: { rows: 442, columns: 10 },
  fetch_california_housing: { rows: 20640, columns: 8 },
};

const BUNCH = 'sklearn.utils.Bunch';
type BunchState = { readonly [name: string]: Value };

const labels = (rows: Dim, classes: number, name: string): Value =>
  tensor('numpy', [rows], 'int64', { facts: ranged({ min: 0, max: classes - 1, where: `the classes of ${name}` }) });

const load =
  (name: string, { rows, columns, classes }: Known): Rule =>
  call => {
    // Frames, and a part of the classes, are asked for by name.
    if (asBool(call.args.get('as_frame')) !== false || call.args.given('n_class') === true) return UNKNOWN;
    const data = tensor('numpy', [rows, columns], 'float64');
    const target = classes === undefined ? tensor('numpy', [rows], 'float64') : labels(rows, classes, name);
    const isPair = asBool(call.args.get('return_X_y'));
    if (isPair === undefined) return UNKNOWN;
    return isPair ? tuple([data, target]) : object(call, BUNCH, { data, target } satisfies BunchState);
  };

const count = (call: Call, name: string): Dim => asInt(call.args.get(name)) ?? null;

/** Made data: rows by columns, and labels. */
const made =
  (columns: (call: Call) => Dim, target: DType): Rule =>
  call => {
    const rows = count(call, 'n_samples');
    const outputs = call.args.get('n_targets');
    const goals: readonly Dim[] = outputs.kind === 'none' || asInt(outputs) === 1 ? [rows] : [rows, asInt(outputs) ?? null];
    const isPlain = ['return_centers', 'coef'].every(name => call.args.get(name).kind === 'none' || asBool(call.args.get(name)) === false);
    if (!isPlain || call.args.open) return UNKNOWN;
    return tuple([tensor('numpy', [rows, columns(call)], 'float64'), tensor('numpy', goals, target)]);
  };

const features = (call: Call): Dim => count(call, 'n_features');
const pair = (): Dim => 2;

const bunchItem = ({ self }: Use, name: string | undefined): Value | undefined => {
  const items = self.kind === 'object' ? (self.state.content as BunchState | undefined) : undefined;
  return items && name !== undefined && Object.hasOwn(items, name) ? items[name] : undefined;
};

export const bundledDatasets: Table = {
  ...Object.fromEntries(
    Object.entries(known).map(([name, facts]) => [
      `sklearn.datasets.${name}`,
      { rule: load(name, facts), parameters: parameters('*, return_X_y=False, as_frame=False') },
    ]),
  ),
  'sklearn.datasets.make_classification': {
    rule: made(features, 'int64'),
    parameters: parameters('n_samples=100, n_features=20'),
  },
  'sklearn.datasets.make_regression': {
    rule: made(features, 'float64'),
    parameters: parameters('n_samples=100, n_features=100, *, n_informative=10, n_targets=1, coef=False'),
  },
  'sklearn.datasets.make_blobs': {
    rule: made(features, 'int64'),
    parameters: parameters('n_samples=100, n_features=2, *, centers=None, return_centers=False'),
  },
  'sklearn.datasets.make_moons': { rule: made(pair, 'int64'), parameters: parameters('n_samples=100, *, noise=None') },
  'sklearn.datasets.make_circles': { rule: made(pair, 'int64'), parameters: parameters('n_samples=100, *, noise=None') },
};

export const bundleKinds: Kinds = {
  [BUNCH]: {
    attribute: bunchItem,
    index: (use, key) => bunchItem(use, asString(key)) ?? UNKNOWN,
  },
};
