import * as tf from '@tensorflow/tfjs-core';
import { formatSizes } from '../../common/sizes';
import type { FitPlan, NamedConfig, Site } from '../../plan/plan';
import { type Element, isFloatElement, NdArray, numbersOf, SparseArray, stringsOf } from '../input/array';
import { isLeaf } from '../input/elements';
import { PlanError } from '../plan-error';
import type { BuiltModel, FedInput } from './build-model';
import { checkClassIds } from './label-range';

/** One batch as tensors; whoever made it disposes of it. */
export interface Batch {
  inputs: tf.Tensor[];
  /** Of each output of the model. */
  labels: tf.Tensor[];
  /** Weights of the examples, for each output. */
  weights: (tf.Tensor | undefined)[];
  /** Number of examples. */
  size: number;
}

/** What a batch is held against before it becomes tensors. */
export interface BatchShape {
  built: BuiltModel;
  /** Weights of examples by their class, as `fit` was given them. */
  classWeight?: FitPlan['classWeight'];
  /** The loss of each output, which says what labels may be; the labels are not looked at without it. */
  losses?: readonly (NamedConfig | null)[];
  site: Site;
}

function dense(element: Element | undefined, what: string): NdArray {
  if (element instanceof NdArray) return element;
  if (element instanceof SparseArray) throw new Error(`${what} is sparse; use tf.sparse.to_dense in the map function`);
  throw new Error(`${what} is not one tensor`);
}

/** A tensor of one of the two types that tfjs computes with, or of texts for a Hub module. */
function toTensor(array: NdArray, dtype: FedInput['dtype'], what: string): tf.Tensor {
  if (dtype === 'string') return tf.tensor(stringsOf(array, what), array.shape, 'string');
  const numbers = numbersOf(array, what);
  const far = dtype === 'int32' ? numbers.find(number => number > 2 ** 31 - 1 || number < -(2 ** 31)) : undefined;
  if (far !== undefined)
    throw new Error(`${what} holds ${far}, and whole numbers of 32 bits can be trained on here; hash or look it up in dataset.map`);
  return tf.tensor(dtype === 'int32' ? Int32Array.from(numbers) : Float32Array.from(numbers), array.shape, dtype);
}

/** The part of the data that belongs to an input or output: along its path, or by its name where the data are a dictionary and the model's are not. */
function pick(data: Element, { path, name }: Pick<FedInput, 'path' | 'name'>, alone: boolean): Element | undefined {
  if (isLeaf(data)) return data;
  const [key = alone && Array.isArray(data) ? 0 : name, ...rest] = path;
  const part = Array.isArray(data) ? data[Number(key)] : data[typeof key === 'number' ? name : key];
  return part === undefined || rest.length === 0 ? part : pick(part, { path: rest, name }, false);
}

function checkInput(array: NdArray, shape: readonly (number | null)[], name: string): void {
  const fits =
    array.shape.length === shape.length && shape.every((dimension, axis) => dimension === null || dimension === array.shape[axis]);
  if (fits) return;
  const hint = array.shape.length === shape.length - 1 ? '; is .batch(…) missing?' : '';
  throw new Error(`the model's input "${name}" has shape ${formatSizes(shape)} and the data bring ${formatSizes(array.shape)}${hint}`);
}

/** Splits an element of a batched dataset into inputs, labels and weights and makes tensors of them. Throws a PlanError when they do not fit. */
export function makeBatch(element: Element, { built, site, classWeight, losses }: BatchShape): Batch {
  try {
    return convert(element, built, { classWeight, losses });
  } catch (error) {
    throw error instanceof PlanError ? error : new PlanError((error as Error).message, site);
  }
}

function convert(
  element: Element,
  { inputs, outputs, outputShapes }: Pick<BuiltModel, 'inputs' | 'outputs' | 'outputShapes'>,
  { classWeight, losses = [] }: Pick<BatchShape, 'classWeight' | 'losses'>,
): Batch {
  if (!Array.isArray(element) || element.length < 2) throw new Error('the dataset has to give tuples (features, labels)');
  const [data, target, weight] = element as [Element, Element, Element | undefined];
  const arrays = inputs.map(input => {
    const { name, shape } = input;
    const array = dense(pick(data, input, inputs.length === 1), `the input "${name}"`);
    checkInput(array, shape, name);
    return array;
  });
  const isAlone = outputs.length === 1;
  const targets = outputs.map(output => dense(pick(target, output, isAlone), isAlone ? 'the labels' : `the labels of "${output.name}"`));
  for (const [i, labels] of targets.entries()) checkClassIds(labels, losses[i], outputShapes[i]);
  const size = targets[0]?.shape[0] ?? 1;
  const wrong = [...arrays, ...targets].find(array => array.shape[0] !== size);
  if (wrong) throw new Error(`a batch holds ${wrong.shape[0]} examples and ${size} labels`);
  return {
    inputs: arrays.map((array, i) => toTensor(array, inputs[i]?.dtype ?? 'float32', 'a model input')),
    labels: targets.map(labels => toTensor(labels, isFloatElement(labels.dtype) ? 'float32' : 'int32', 'labels')),
    weights: outputs.map((output, i) => {
      if (classWeight) return tf.tensor1d(classWeights(targets[i], classWeight));
      return weight === undefined
        ? undefined
        : toTensor(dense(pick(weight, output, isAlone), 'the sample weights'), 'float32', 'sample weights');
    }),
    size,
  };
}

/** The weight of each example by its label: a class id, or a value for each class. Keras fails on a class beyond the last one with a weight. */
function classWeights(labels: NdArray, weights: { [classId: string]: number }): number[] {
  const [size = 0, classes = 1, ...more] = labels.shape;
  if (more.length > 0) throw new Error('class_weight needs one label for each example');
  const values = Array.from(numbersOf(labels, 'labels'));
  const last = Math.max(...Object.keys(weights).map(Number));
  return Array.from({ length: size }, (_, example) => {
    const own = values.slice(example * classes, (example + 1) * classes);
    const id = classes === 1 ? Math.round(own[0]) : own.indexOf(Math.max(...own));
    if (id < 0 || id > last) throw new Error(`class_weight ends at class ${last} and a label is of class ${id}`);
    return weights[id] ?? 1;
  });
}

export function disposeBatch({ inputs, labels, weights }: Batch): void {
  tf.dispose([...inputs, ...labels, ...weights.filter(weight => weight !== undefined)]);
}
