import type { EngineName } from '../common/run-events';
import type { NativeCall } from '../hub/native-call';

/**
 * The training plan: what a Python file trains, as plain JSON. It is read off the interpreted values (src/plan/read.ts) and carried to the
 * worker (src/train), which knows nothing of Python. Operations carry the name of the public API they came from ("tf.one_hot",
 * "keras.layers.Dense"), and arguments are bound by parameter name, so a plan reads like the program it came from.
 */
export type Json = null | boolean | number | string | Json[] | { [key: string]: Json };

/** A place in the user's file; line and column count from 1. */
export interface Site {
  path: string;
  line: number;
  column: number;
}

/** A number that follows from how many ids a layer knows that adapts to data, in place of an argument: `times` that number, and `plus`. */
export interface VocabularyNumber {
  /** Place of the layer in `adaptations`. */
  vocabularyOf: number;
  times: number;
  plus: number;
}

export const isVocabularyNumber = (value: unknown): value is VocabularyNumber =>
  typeof value === 'object' && value !== null && Object.hasOwn(value, 'vocabularyOf');

/** A nest of leaves as tf.nest knows it: a leaf, a tuple or list, or a dict. */
export type Nest<T> = { leaf: T } | { items: Nest<T>[] } | { entries: { [name: string]: Nest<T> } };

/** An argument of an operation: the output of an earlier node, a literal, or a nest of both. `path` picks from a structured output. */
export type Arg = { node: number; path?: (string | number)[] } | { value: Json } | { items: Arg[] } | { entries: { [name: string]: Arg } };

/** One operation of a traced function; `args` are bound by parameter name, absent ones were left at their default. */
export interface OpNode {
  id: number;
  /** Public API name, e.g. "tf.cast"; Python operators and subscripts are "operator.add", "operator.getitem" and so on. */
  op: string;
  args: { [parameter: string]: Arg };
  site: Site;
}

/** A function traced over its parameters: nodes in the order in which they run. A "parameter" node {op:"parameter", args:{index}} stands for each input. */
export interface TracedFunction {
  nodes: OpNode[];
  result: Nest<Arg>;
}

/** dtype names are TensorFlow's ("float32", "int64", "string"). `null` dimensions are unknown. */
export interface TensorSpec {
  shape: (number | null)[] | null;
  dtype: string;
}

/** Tensors that the program writes. */
export type WrittenTensors = Nest<{ spec: TensorSpec; data: Json }>;

/** A tf.data pipeline, from the last step inwards. */
export type DatasetPlan =
  | { op: 'tfrecord'; files: string[]; compression: RecordCompression; site: Site }
  | { op: 'file_names'; files: string[]; site: Site }
  | { op: 'tensor_slices'; values: WrittenTensors; site: Site }
  | { op: 'tensors'; values: WrittenTensors; site: Site }
  | { op: 'range'; start: number; stop: number; step: number; dtype: string; site: Site }
  /** Inside `interleave`: records of the files, rows or the whole of what the function gives for the outer element. */
  | { op: 'of_element'; source: 'tfrecord' | 'tensor_slices' | 'tensors'; compression: RecordCompression; fn: TracedFunction; site: Site }
  /**
   * The elements of the datasets that `inner` makes of each element: `block` of one, then of the next of `cycle` that are open at a time; null: as many as the machine
   * has cores.
   */
  | { op: 'interleave'; input: DatasetPlan; inner: DatasetPlan; cycle: number | null; block: number; site: Site }
  | { op: 'enumerate'; input: DatasetPlan; start: number; site: Site }
  | { op: 'map'; input: DatasetPlan; fn: TracedFunction; site: Site }
  | { op: 'filter'; input: DatasetPlan; fn: TracedFunction; site: Site }
  | { op: 'take_while'; input: DatasetPlan; fn: TracedFunction; site: Site }
  | { op: 'shuffle'; input: DatasetPlan; buffer: number; seed: number | null; reshuffle: boolean; site: Site }
  | { op: 'batch'; input: DatasetPlan; size: number; dropRemainder: boolean; site: Site }
  | {
      op: 'padded_batch';
      input: DatasetPlan;
      size: number;
      dropRemainder: boolean;
      shapes: Nest<(number | null)[]> | null;
      padding: Json;
      site: Site;
    }
  | { op: 'repeat'; input: DatasetPlan; count: number | null; site: Site }
  | { op: 'take' | 'skip'; input: DatasetPlan; count: number; site: Site }
  /** Each `count`-th element, from number `index` on. */
  | { op: 'shard'; input: DatasetPlan; count: number; index: number; site: Site }
  | { op: 'prefetch' | 'cache' | 'unbatch'; input: DatasetPlan; site: Site }
  /** Batches of elements of like length: a length below `boundaries[i]` goes to bucket i, whose batches have `sizes[i]` elements. */
  | {
      op: 'bucket';
      input: DatasetPlan;
      fn: TracedFunction;
      boundaries: number[];
      sizes: number[];
      dropRemainder: boolean;
      shapes: Nest<(number | null)[]> | null;
      padding: Json;
      site: Site;
    }
  | { op: 'concatenate' | 'zip'; inputs: DatasetPlan[]; site: Site }
  /** The next element of the input that `choice` names by its number. */
  | { op: 'choose'; inputs: DatasetPlan[]; choice: DatasetPlan; stopOnEmpty: boolean; site: Site }
  /** The next element of an input drawn by chance; null: all are as likely. */
  | { op: 'sample'; inputs: DatasetPlan[]; weights: number[] | null; seed: number | null; stopOnEmpty: boolean; site: Site };

export type RecordCompression = '' | 'GZIP' | 'ZLIB';

/** A layer as it was written: Keras class name ("Dense"), its own name, its constructor arguments bound by parameter name. */
export interface LayerPlan {
  class: string;
  name: string;
  config: { [parameter: string]: Json };
  /** Of a layer that learns from data before it is used: its place in `adaptations`. */
  adaptation?: number;
  site: Site;
}

/** A layer that learns from data before the training: a vocabulary, a mean and variance, the ends of bins. */
export interface AdaptationPlan {
  layer: LayerPlan;
  /** Its elements are tensors. */
  data: DatasetPlan;
  site: Site;
}

/**
 * A call in the model's graph: a layer of `layers` (by name) or an operation on tensors, whose arguments have the names of src/plan/support/model-ops.ts.
 * Inputs are nodes with op "input". Four nodes have no name in a library: "loss" calls a loss of Keras, "weight" gives a weight, "mode" one of two values by whether the model is
 * trained, and "mask" gives a value the mask of another one if it has none.
 */
export type ModelNode =
  | { id: number; op: 'input'; name: string; spec: TensorSpec; site: Site }
  | { id: number; op: 'layer'; layer: string; args: { [parameter: string]: Arg }; site: Site }
  | OpNode;

/** A call of a Hub module, the argument `module` of an operation "hub.call": one tensor where its output has no key, a dictionary else. */
export interface ModulePlan extends NativeCall {
  /** What the program calls the module. */
  handle: string;
}

/** A weight that a layer of the program makes itself. */
export interface WeightPlan {
  name: string;
  shape: number[];
  initializer: Json;
  regularizer?: Json;
  trainable: boolean;
  site: Site;
}

export interface ModelPlan {
  kind: 'sequential' | 'functional' | 'subclassed';
  name: string;
  layers: LayerPlan[];
  /** Absent where there are none. */
  weights?: WeightPlan[];
  nodes: ModelNode[];
  /** Nest of node outputs that are fed, in the structure that `fit` receives. */
  inputs: Nest<Arg>;
  outputs: Nest<Arg>;
  /** Names of the outputs in their order, as Keras calls them. */
  outputNames: string[];
}

/** An object of Keras given by name or by constructor: optimizer, loss, metric, callback. */
export interface NamedConfig {
  name: string;
  config: { [parameter: string]: Json };
}

/** When a callback of the program stops the training: asked at the end of each epoch. */
export type StopPlan =
  | { stops: boolean }
  /** The function gets the values of `CallbackPlan.reads` in their order. */
  | { test: TracedFunction; yes: StopPlan; no: StopPlan; site: Site };

/** What a callback's conditions read: the number of the epoch from 0, a value of the logs, or whether the logs have it. */
export interface LogRead {
  of: 'number' | 'value' | 'presence';
  name: string;
  /** What it is where the logs have not that name; absent where the program would fail. */
  otherwise?: number;
}

/** A callback; one of the program's own has what it does. */
export interface CallbackPlan extends NamedConfig {
  own?: { stop: StopPlan; reads: LogRead[] };
}

/** A function of the program on tensors. Its first two nodes are inputs: what it is given. */
export interface ModelFunction {
  nodes: ModelNode[];
  result: Arg;
  /** Number of axes of what it gives. */
  rank: number;
}

/** A loss or a metric; one of the program's own has what it computes of labels and output. */
export interface JudgePlan extends NamedConfig {
  fn?: ModelFunction;
  /** A metric that adds up values of its own: `fn` gives what a batch adds to each. */
  sums?: MetricSums;
}

/** What a metric adds up over the batches, from zeros on. */
export interface MetricSums {
  shapes: number[][];
  /** Its value, made of the sums. */
  result: ModelFunction;
}

/** How one output of the model is compared with its labels. */
export interface OutputPlan {
  /** Stands before the names of its loss and metrics in the logs; empty for the only output. */
  name: string;
  /** Null where the output is not trained. */
  loss: JudgePlan | null;
  /** What the loss is multiplied by in the sum of all; 1 where it is absent. */
  lossWeight?: number;
  metrics: JudgePlan[];
  /** Metrics that take the weights of examples; absent where there are none. */
  weightedMetrics?: JudgePlan[];
}

export interface CompilePlan {
  optimizer: NamedConfig;
  /** One for each output of the model, in its order. */
  outputs: OutputPlan[];
  site: Site;
}

export interface FitPlan {
  epochs: number;
  initialEpoch: number;
  stepsPerEpoch: number | null;
  validationSteps: number | null;
  /** Weights of examples by their class, 1 where it has none; absent where all weigh the same. */
  classWeight?: { [classId: string]: number };
  /** Epochs with validation, counted from 1: each so many, or these; absent where each has it. */
  validationFreq?: number | number[];
  callbacks: CallbackPlan[];
  site: Site;
}

export interface TrainingPlan {
  version: 1;
  /** The file that was read, and the variable that holds the model. */
  source: { path: string; model: string };
  /** In an order in which each finds those done that its data need; absent where there are none. */
  adaptations?: AdaptationPlan[];
  train: DatasetPlan;
  validation: DatasetPlan | null;
  model: ModelPlan;
  compile: CompilePlan;
  fit: FitPlan;
  /** Calls of `fit` on the trained model after the first, in order; absent where there are none. */
  later?: LaterFit[];
  /** What only some engines can do; absent where all can train it. */
  limits?: EngineLimit[];
  /** What the user should know of how the plan was read; absent where there is nothing. */
  notes?: Refusal[];
  /** Calls of `evaluate` after the last `fit`, in order; absent where there are none. */
  evaluations?: EvaluationPlan[];
  /** What the program does with the trained model besides, which is not run; absent where it does nothing. */
  afterFit?: CallAfterFit[];
}

/** A call of `fit` that goes on from trained weights. What is absent is as in the call before it. */
export interface LaterFit {
  train?: DatasetPlan;
  validation?: DatasetPlan | null;
  /** The same model with other layers frozen. */
  model?: ModelPlan;
  compile?: CompilePlan;
  /** Whether it starts with an optimizer that has not made a step. */
  newOptimizer: boolean;
  /** What the learning rate of an optimizer that goes on is set to before. */
  learningRate?: number;
  fit: FitPlan;
}

/** A call of `evaluate` on the trained model. */
export interface EvaluationPlan {
  data: DatasetPlan;
  steps: number | null;
  site: Site;
}

/** A call of the model after `fit`, such as "evaluate". */
export interface CallAfterFit {
  method: string;
  site: Site;
}

/** A part of a program that only these engines can do. */
export interface EngineLimit extends Refusal {
  engines: EngineName[];
}

/** Why a file cannot be trained as it stands: one entry a cause, the first is the one to mend first. */
export interface Refusal {
  site: Site;
  /** One sentence: what, and what to do. */
  message: string;
}
