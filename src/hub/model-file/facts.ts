import type { TensorFacts, VariableFacts } from '../saved-model/facts';

/** A layer as a file names it. */
export interface StoredLayer {
  readonly name: string;
  /** "Dense"; null where the file holds weights alone. */
  readonly className: string | null;
  /** Numbers in its weights; null where the file does not say whose they are. */
  readonly parameters: number | null;
}

/** What a file of a model or of weights holds, without the values of its weights. */
export interface ModelFileFacts {
  /** .keras; HDF5 with a model of Keras; weights as Keras 3 saves them, as Keras 2 did, or of another program; safetensors. */
  readonly format: 'keras' | 'keras-h5' | 'keras-weights' | 'keras-h5-weights' | 'hdf5' | 'safetensors';
  /** The Keras that wrote it ("3.15.1"); empty where it does not say. */
  readonly keras: string;
  /** "Functional", or the class of a program; null where there is no model in it. */
  readonly model: string | null;
  readonly layers: readonly StoredLayer[];
  /** In the order of the file; those of an optimizer left out. */
  readonly weights: readonly VariableFacts[];
  /** Numbers in the weights. */
  readonly parameters: number;
  /** What the model takes, by the names of its input layers; null where the file does not say. */
  readonly inputs: { readonly [name: string]: TensorFacts } | null;
  /** The model as Keras wrote it down (`get_config`), for whoever makes it anew; null where there is none. */
  readonly config: KerasConfig | null;
  /** What keeps it from being used although it can be read, a sentence each. */
  readonly problems: readonly string[];
  /** What its user has to know beforehand, a sentence each. */
  readonly notes: readonly string[];
}

/** An object as Keras serializes it: its class and what its constructor takes. JSON, and nothing in it is certain to be there. */
export interface KerasConfig {
  readonly class_name?: unknown;
  readonly config?: unknown;
  readonly [key: string]: unknown;
}

/** Facts, or why there are none in a sentence. */
export type ModelFileReading = { readonly facts: ModelFileFacts } | { readonly problem: string };
