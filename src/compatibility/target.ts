import type { HubModule, HubType } from '../hub/module';
import type { TensorType } from '../tensor/type';

interface Common {
  /** What it is called: a layer's name, a module's handle without its site. */
  readonly name: string;
  /** What goes in, the batch axis first. */
  readonly takes: TensorType;
}

/** A Keras Embedding: ids below `rows` become vectors of `width`; null where the program does not say. */
export interface EmbeddingTarget extends Common {
  readonly kind: 'embedding';
  readonly rows: number | null;
  readonly width: number | null;
}

/** An input of a model, or of a layer that takes tensors of one shape. */
export interface InputTarget extends Common {
  readonly kind: 'input';
  /** What comes out of the layer; undefined for an input itself. */
  readonly gives?: HubType;
}

/** How a module is called: what hub.KerasLayer gets besides the handle. */
export interface ModuleCall {
  readonly signature?: string;
  readonly outputKey?: string;
  /** It gives all outputs by name. */
  readonly asDict?: boolean;
}

/** A module for texts, which does its own splitting. */
export interface TextTarget extends Common {
  readonly kind: 'text';
  readonly module: HubModule;
  readonly call: ModuleCall;
}

/** A module for images. */
export interface ImageTarget extends Common {
  readonly kind: 'image';
  readonly module: HubModule;
  readonly call: ModuleCall;
}

/** A module that takes several tensors together: no single feature feeds it. */
export interface SeveralTarget extends Common {
  readonly kind: 'several';
  readonly inputs: readonly string[];
}

/** What a feature may be fed into. */
export type Target = EmbeddingTarget | InputTarget | TextTarget | ImageTarget | SeveralTarget;
