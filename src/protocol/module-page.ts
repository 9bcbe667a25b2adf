/** What the page of a module or model on disk and the extension host say to each other. */
import type { Sentence } from '../common/sentence';
import type { ModuleFormat } from './module-format';

/** What an axis is for, where its tensor tells. */
export type AxisName = 'batch' | 'height' | 'width' | 'channels';

/** A tensor axis by axis. */
export interface TensorView {
  readonly name: string;
  /** TensorFlow's name of it. */
  readonly dtype: string;
  /** Null within: the axis is open. Null: the rank is. */
  readonly axes: readonly { readonly size: number | null; readonly name: AxisName | null }[] | null;
  readonly encoding?: 'sparse' | 'composite';
}

/** A way to call what the file holds. */
export interface CallView {
  /** A signature of a SavedModel, its object called without one, or a model of Keras. */
  readonly kind: 'signature' | 'call' | 'model';
  /** The name of the signature, or the call as Python writes it: "module(images, training=False)". */
  readonly name: string;
  readonly takes: readonly TensorView[];
  /** Null where the file does not say. */
  readonly gives: readonly TensorView[] | null;
}

/** Python that uses what the file holds, complete with its imports. */
export interface ProgramView {
  /** The Keras that it is written for; null where it needs none. */
  readonly keras: '3' | 'tf_keras' | null;
  readonly code: string;
}

/** A way to use what the file holds in a program. */
export interface UseView {
  /** The name of the call; empty where the file has one use only. */
  readonly name: string;
  readonly programs: readonly ProgramView[];
  /** Why there is no program. */
  readonly missing?: Sentence;
}

export interface WeightView {
  readonly name: string;
  readonly dtype: string;
  readonly shape: readonly (number | null)[] | null;
  /** Numbers in it; null where its shape does not say. */
  readonly parameters: number | null;
  /** Of its values on disk. */
  readonly bytes: number;
}

export interface StoredLayerView {
  readonly name: string;
  /** "Dense"; empty where the file holds weights alone. */
  readonly class: string;
  /** What it gives, in one line; null where that is not known. */
  readonly output: string | null;
  readonly parameters: number | null;
}

/** What a module, a model or a file of weights holds, without the values of its weights. */
export interface ModuleView {
  readonly format: ModuleFormat;
  /** What wrote it: "TensorFlow 2.21.0"; empty where the file does not say. */
  readonly writer: string;
  /** Class of the model: "Functional"; empty where there is none. */
  readonly model: string;
  /** Tags of each graph of a SavedModel. */
  readonly graphs: readonly (readonly string[])[];
  readonly parameters: number;
  /** Those that training changes unless they are frozen; null where the file does not say. */
  readonly trainable: number | null;
  readonly calls: readonly CallView[];
  readonly uses: readonly UseView[];
  readonly layers: readonly StoredLayerView[];
  readonly weights: readonly WeightView[];
  /** Paths as seen from the module's folder; null bytes: not there, or not known. */
  readonly assets: readonly { readonly path: string; readonly bytes: number | null }[];
  /** The most frequent ones first. Custom: TensorFlow itself does not have it. */
  readonly ops: readonly { readonly name: string; readonly count: number; readonly isCustom: boolean }[];
  readonly problems: readonly string[];
  readonly notes: readonly string[];
}

/** What a hover says of the module or the file that a handle, a path or a layer of a program leads to. */
export interface ModuleHover {
  /** As the program names it, without the site or the folders in front. */
  readonly name: string;
  /** Null where it is not known. */
  readonly format: ModuleFormat | null;
  /** Its calls as Python writes them, with the types of what they take and give: several lines, empty where nothing is known. */
  readonly calls: string;
  readonly parameters: number | null;
  /** Numbers in what can be trained; null where it is not known. */
  readonly trainable: number | null;
  /** Of all its files; null where it is not known. */
  readonly bytes: number | null;
  /** Whole path of the folder or file on this machine; null where it is not there, and what is said is the catalogue's. */
  readonly place: string | null;
  /** The handle that it can be downloaded by; null where there is none, or where it is there. */
  readonly download: string | null;
}

/** What the page shows: a view, or why there is none. */
export interface ModuleContent {
  /** Name of the folder or file. */
  readonly name: string;
  /** Where it lies, as the user's editor writes paths. */
  readonly place: string;
  /** Of all its files; null where that is not known. */
  readonly bytes: number | null;
  readonly reading: { readonly view: ModuleView } | { readonly problem: string };
}

/** What the host offers to the page. */
export type ModuleHostOffer = {
  ready(argument: null): Promise<ModuleContent>;
  copy(argument: { code: string }): void;
  /** Opens code as a new Python file. */
  openCode(argument: { code: string }): void;
  /** Opens a file of the module in the editor. */
  openAsset(argument: { path: string }): void;
};

/** What the page offers to the host. */
export type ModulePageOffer = {
  /** The file has changed: this is what it holds now. */
  show(content: ModuleContent): void;
};
