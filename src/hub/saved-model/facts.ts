import type { Shape } from '../../tensor/shape';

/** A tensor of a module. `dtype` is TensorFlow's name, which may be one that programs here never have ("qint8"). */
export interface TensorFacts {
  readonly dtype: string;
  /** Null: the rank is open; null within: the axis is. */
  readonly shape: Shape;
  /** Where several tensors stand for one (SparseTensor, RaggedTensor). */
  readonly encoding?: 'sparse' | 'composite';
}

/** One signature: a function from tensors by name to tensors by name. */
export interface SignatureFacts {
  readonly inputs: { readonly [name: string]: TensorFacts };
  readonly outputs: { readonly [name: string]: TensorFacts };
}

/** The tensors of the graph ("serving_default_inputs:0") that a signature's inputs and outputs are. */
export interface EndpointFacts {
  readonly inputs: { readonly [name: string]: string };
  readonly outputs: { readonly [name: string]: string };
}

/** What a function takes or gives: a tensor, containers of them, or a plain value. */
export type Structure =
  | { readonly tensor: TensorFacts }
  | { readonly items: readonly Structure[] }
  | { readonly fields: { readonly [name: string]: Structure } }
  | { readonly value: null | boolean | number | string }
  | { readonly other: string };

/** One trace of a function: what it was called with when the module was saved, and what it gave. */
export interface TraceFacts {
  readonly positional: readonly Structure[];
  readonly keywords: { readonly [name: string]: Structure };
  readonly outputs: Structure;
}

/** The `__call__` of a TF2 SavedModel: names of its parameters, the default values of the last ones, and its traces. */
export interface CallableFacts {
  readonly parameters: readonly string[];
  readonly defaults: { readonly [name: string]: Structure };
  /** It takes any number of arguments, or some by name only. */
  readonly takesMore?: true;
  readonly traces: readonly TraceFacts[];
}

export interface VariableFacts extends TensorFacts {
  readonly name: string;
  /** Bytes of its values on disk. */
  readonly bytes: number;
}

/** What a SavedModel is, from its files, without loading it. */
export interface SavedModelFacts {
  /** TF2 SavedModel, module of the TF1 Hub format (tfhub_module.pb), or plain SavedModel of TensorFlow 1. */
  readonly format: 'tf2' | 'tf1-hub' | 'tf1';
  /** The TensorFlow that wrote it ("2.21.0"); empty where it does not say. */
  readonly tensorflow: string;
  /** Tags of each graph in it; what is said below is said of the graph that TensorFlow Hub loads. */
  readonly graphs: readonly (readonly string[])[];
  readonly signatures: { readonly [name: string]: SignatureFacts };
  readonly endpoints: { readonly [signature: string]: EndpointFacts };
  /** Null where the object is not callable. */
  readonly callable: CallableFacts | null;
  /** Paths of the assets, seen from the module's folder. */
  readonly assets: readonly string[];
  readonly variables: readonly VariableFacts[];
  /** Numbers in its variables, those of an optimizer left out. */
  readonly parameters: number;
  /** Numbers in what its object lists as `trainable_variables`: what a hub.KerasLayer with trainable=True trains. */
  readonly trainable: number;
  /** Operations by how often they occur, those of functions included. */
  readonly ops: { readonly [op: string]: number };
  /** Operations that TensorFlow itself does not have: they come from a package such as TensorFlow Text. */
  readonly customOps: readonly string[];
  /** What keeps it from being used although it can be read, a sentence each. */
  readonly problems: readonly string[];
  /** What its user has to know beforehand, a sentence each. */
  readonly notes: readonly string[];
}
