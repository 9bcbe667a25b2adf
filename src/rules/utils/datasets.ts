import type { DType } from '../../tensor/dtype';
import { asInt } from '../../values/read';
import { type TensorValue, tuple, UNKNOWN, type Value } from '../../values/value';
import { pixels, ranged } from '../core/facts';
import type { Rule, Table } from '../core/rule';
import { tensor } from '../core/tensors';
import { objectArray } from '../ops/object-arrays';

/** One array of a dataset: its shape after the number of rows, and the range of its values. */
interface Part {
  readonly sample: readonly number[];
  readonly dtype: DType;
  readonly max?: number;
  readonly images?: true;
}
interface KnownDataset {
  readonly train: number;
  readonly test: number;
  readonly x: Part;
  readonly y: Part;
}

const greyImages: Part = { sample: [28, 28], dtype: 'uint8', images: true };
const colourImages: Part = { sample: [32, 32, 3], dtype: 'uint8', images: true };

/** The datasets of keras.datasets that have fixed shapes (https://keras.io/api/datasets/). */
const datasets: { readonly [name: string]: KnownDataset } = {
  mnist: { train: 60000, test: 10000, x: greyImages, y: { sample: [], dtype: 'uint8', max: 9 } },
  fashion_mnist: { train: 60000, test: 10000, x: greyImages, y: { sample: [], dtype: 'uint8', max: 9 } },
  cifar10: { train: 50000, test: 10000, x: colourImages, y: { sample: [1], dtype: 'uint8', max: 9 } },
};

function array({ sample, dtype, max, images }: Part, rows: number, name: string): TensorValue {
  const facts = images ? pixels({ low: 0, high: 255 }) : max === undefined ? {} : ranged({ min: 0, max, where: `the labels of ${name}` });
  return tensor('numpy', [rows, ...sample], dtype, { facts });
}

const load =
  (name: string, { train, test, x, y }: KnownDataset): Rule =>
  () =>
    tuple([train, test].map(rows => tuple([array(x, rows, name), array(y, rows, name)])));

const pair = (x: Value, y: Value): Value => tuple([x, y]);

/** CIFAR-100: fine or coarse labels. */
const cifar100: Rule = ({ args }) => {
  const mode = args.get('label_mode');
  const max = mode.kind === 'str' ? (mode.value === 'coarse' ? 19 : 99) : undefined;
  const y: Part = { sample: [1], dtype: 'int64', ...(max !== undefined && { max }) };
  return tuple([50000, 10000].map(rows => pair(array(colourImages, rows, 'cifar100'), array(y, rows, 'cifar100'))));
};

/** Reviews and newswires: lists of word numbers in an array of objects, whose rows are not equally long. */
const texts =
  (train: number, test: number, max: number, name: string, frequentWords: number): Rule =>
  call => {
    const { args } = call;
    const words = asInt(args.get('num_words'));
    // Rarer words may not be among the samples that a program takes.
    const range =
      words === undefined || args.open
        ? undefined
        : { min: 0, max: Math.min(words - 1, frequentWords), where: `num_words=${words} of ${name}` };
    const split = args.given('test_split') !== false || args.given('maxlen') !== false;
    const rows = split ? [null, null] : [train, test];
    const part = (count: number | null): Value =>
      pair(
        objectArray(call, count, range),
        tensor('numpy', [count], 'int64', { facts: ranged({ min: 0, max, where: `the labels of ${name}` }) }),
      );
    return tuple(rows.map(part));
  };

/** Houses: 13 numbers each, unless the split is another. */
const boston: Rule = ({ args }) => {
  const rows = args.given('test_split') === false ? [404, 102] : [null, null];
  return tuple(rows.map(count => pair(tensor('numpy', [count, 13], 'float64'), tensor('numpy', [count], 'float64'))));
};

export const datasetFunctions: Table = {
  ...Object.fromEntries(Object.entries(datasets).map(([name, known]) => [`keras.datasets.${name}.load_data`, load(name, known)])),
  'keras.datasets.cifar100.load_data': cifar100,
  'keras.datasets.imdb.load_data': texts(25000, 25000, 1, 'imdb', 20_000),
  'keras.datasets.reuters.load_data': texts(8982, 2246, 45, 'reuters', 5_000),
  'keras.datasets.boston_housing.load_data': boston,
  'keras.datasets.imdb.get_word_index': () => UNKNOWN,
};
