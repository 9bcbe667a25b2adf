/** Where TensorFlow for training comes from, as plain data. */
export type EngineOrigin = 'package' | 'download' | 'python' | 'pip' | 'bundled';

/** Native TensorFlow through the Node-API addon of @tensorflow/tfjs-node. */
export interface NativeEngine {
  engine: 'native';
  /** Version of TensorFlow, e.g. "2.21.0". */
  version: string;
  /** The addon's file (tfjs_binding.node). */
  bindingPath: string;
  origin: Exclude<EngineOrigin, 'bundled'>;
  /** Folder of the TensorFlow libraries that the addon is linked to. */
  libraries: string;
  /** The only workspace folder that it may be used for: the one whose own Python environment it was linked to. */
  workspace?: string;
}

/** The WebAssembly backend that comes with the extension; `reason` says why it is not the native one. */
export interface WasmEngine {
  engine: 'wasm';
  version: string;
  origin: 'bundled';
  reason: string;
}

export type Engine = NativeEngine | WasmEngine;

/** Called as a set-up goes on: what is being done, and how much of it is done (0 to 1), null where that is not known. */
export type Progress = (text: string, fraction: number | null) => void;

export interface EngineOptions {
  /** Folder with the addon's sources (`binding`, `node-api`, `package.json`), as the build puts it into dist/addon. */
  addonSources: string;
  /** Folders that may hold a Python environment (.venv, venv), most wanted first. */
  workspaces: string[];
  /** Where set-ups are kept; the user's cache folder by default. */
  cache?: string;
  /**
   * Asked before native code of a workspace's own Python environment is linked and loaded: a cloned repository may bring one. Without it, or where the answer is
   * no, such environments are passed over.
   */
  mayUse?: (libraries: { version: string; folder: string; workspace: string }) => Promise<boolean>;
  environment?: NodeJS.ProcessEnv;
}

/** Version of @tensorflow/tfjs-backend-wasm in the bundle; a test holds it against package.json. */
export const WASM_VERSION = '4.22.0';

/** One line for the user: "TensorFlow 2.21.0 (native)". */
export const engineTitle = (engine: Engine): string =>
  engine.engine === 'native' ? `TensorFlow ${engine.version} (native)` : `TensorFlow.js ${engine.version} (WebAssembly)`;
