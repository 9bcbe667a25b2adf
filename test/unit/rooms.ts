/** The rooms of src and what each may import: the table of docs/architecture.md as data. */
export interface Room {
  /** Rooms whose values and types it may use. */
  imports: readonly string[];
  /** Takes only types from everywhere else: what it describes, it does not call. */
  typesOfAll?: boolean;
  /** Does no input or output, so that it runs in the browser build too: no module of Node.js, no editor. */
  pure?: boolean;
}

const core = ['tensor', 'records', 'schema', 'hub', 'values', 'rules', 'python', 'check', 'plan', 'runs'];

export const rooms: Readonly<Record<string, Room>> = {
  tensor: { imports: [], pure: true },
  records: { imports: [], pure: true },
  schema: { imports: ['tensor', 'records'], pure: true },
  hub: { imports: ['tensor'] },
  values: { imports: ['tensor'], pure: true },
  rules: { imports: ['tensor', 'values'], pure: true },
  python: { imports: ['tensor', 'values'], pure: true },
  check: { imports: ['tensor', 'records', 'values', 'python', 'rules', 'schema', 'hub', 'plan', 'protocol'], pure: true },
  plan: { imports: ['tensor', 'values', 'python', 'rules'], pure: true },
  runs: { imports: [] },
  train: { imports: ['records', 'plan', 'hub', 'runs', 'tensor', 'protocol'] },
  engine: { imports: ['protocol'] },
  protocol: { imports: [], typesOfAll: true },
  extension: { imports: [...core, 'engine', 'protocol'] },
  cli: { imports: [...core, 'engine', 'protocol'] },
  webview: { imports: ['protocol'], typesOfAll: true },
};

/** Modules that only one room may import, by the start of their names. */
export const reserved: Readonly<Record<string, string>> = { vscode: 'extension', '@tensorflow/tfjs': 'train' };

/** What tools/build.mjs makes and a room takes in. */
export const built: Readonly<Record<string, string>> = { 'dist/kernel.wasm': 'schema' };

/**
 * A file of a pure room that may use Node.js all the same says so in its name (`node-workers.ts`): an adapter that the browser build leaves out.
 */
export const isNodeAdapter = (file: string): boolean => /(^|\/)node-[^/]*\.ts$/.test(file);
