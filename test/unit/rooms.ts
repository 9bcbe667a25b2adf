/** The rooms of src and what each imports, from the ground floor up: the table of docs/architecture.md as data. A room imports rooms above it in this list only. */
export interface Room {
  /** Rooms whose values and types it uses. */
  imports: readonly string[];
  /** Does no input or output, so that it runs in the browser build too: no module of Node.js, no editor. */
  pure?: boolean;
}

export const rooms: Readonly<Record<string, Room>> = {
  tensor: { imports: [], pure: true },
  diagnostics: { imports: [], pure: true },
  common: { imports: [], pure: true },
  records: { imports: ['common'], pure: true },
  runs: { imports: ['common'] },
  values: { imports: ['tensor', 'diagnostics'], pure: true },
  hub: { imports: ['tensor', 'records'], pure: true },
  statistics: { imports: ['common', 'records'], pure: true },
  rules: { imports: ['tensor', 'diagnostics', 'common', 'values', 'hub'], pure: true },
  python: { imports: ['diagnostics', 'values'], pure: true },
  query: { imports: ['common', 'records', 'statistics'], pure: true },
  compatibility: { imports: ['tensor', 'common', 'hub', 'statistics'], pure: true },
  plan: { imports: ['tensor', 'diagnostics', 'common', 'values', 'hub', 'rules', 'python'], pure: true },
  schema: { imports: ['common', 'records', 'statistics', 'query'], pure: true },
  export: { imports: ['common', 'records', 'statistics', 'query', 'schema'], pure: true },
  protocol: { imports: ['tensor', 'diagnostics', 'common', 'statistics', 'query', 'compatibility', 'plan'] },
  check: {
    imports: [
      'tensor',
      'diagnostics',
      'common',
      'records',
      'values',
      'hub',
      'statistics',
      'rules',
      'python',
      'compatibility',
      'plan',
      'protocol',
    ],
    pure: true,
  },
  viewer: { imports: ['common', 'records', 'hub', 'statistics', 'query', 'compatibility', 'schema', 'export', 'protocol'], pure: true },
  train: { imports: ['common', 'records', 'runs', 'plan', 'protocol'] },
  engine: { imports: ['common', 'runs', 'plan', 'protocol'] },
  extension: {
    imports: [
      'diagnostics',
      'common',
      'records',
      'runs',
      'hub',
      'statistics',
      'query',
      'plan',
      'schema',
      'export',
      'protocol',
      'viewer',
      'engine',
    ],
  },
  cli: {
    imports: [
      'tensor',
      'diagnostics',
      'common',
      'records',
      'runs',
      'hub',
      'statistics',
      'python',
      'compatibility',
      'plan',
      'schema',
      'export',
      'protocol',
      'check',
      'engine',
    ],
  },
  webview: { imports: ['tensor', 'diagnostics', 'common', 'query', 'protocol'] },
};

/** Modules that only one room may import, by the start of their names. */
export const reserved: Readonly<Record<string, string>> = { vscode: 'extension', '@tensorflow/tfjs': 'train' };

/** What tools/build.mjs makes and a room takes in. */
export const built: Readonly<Record<string, string>> = { 'dist/kernel.wasm': 'statistics' };

/**
 * A file of a pure room that may use Node.js all the same says so in its name (`node-workers.ts`): an adapter that the browser build leaves out.
 */
export const isNodeAdapter = (file: string): boolean => /(^|\/)node-[^/]*\.ts$/.test(file);
