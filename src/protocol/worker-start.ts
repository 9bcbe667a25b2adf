/** What a training worker is told when it is forked: which engine to load, and its name for people. */
export interface WorkerStart {
  engine: { engine: 'native'; bindingPath: string; version: string } | { engine: 'wasm'; version: string };
  /** e.g. "TensorFlow 2.21.0 (native)". */
  engineTitle: string;
}
