import type { ByteSource } from '../../records/byte-source';
import { customOpsOf } from './custom-ops';
import { Decoder } from './decode';
import type { SavedModelFacts, VariableFacts } from './facts';
import { type GraphFacts, readGraph } from './graph';
import { SAVED_MODEL } from './messages';
import { notesOf, problemsOf } from './notes';
import { BeyondLimits, Unreadable } from './unreadable';
import { parametersOf, readVariables } from './variables';
import { FileWindow } from './window';

/** A folder that may hold a SavedModel. */
export interface ModuleFolder {
  /** Opens a file by its path within the folder; undefined where there is none. Rejects where it cannot be read. */
  open(path: string): Promise<(ByteSource & { close?(): void }) | undefined>;
}

/** Facts, or why there are none. */
export type SavedModelReading = { readonly facts: SavedModelFacts } | ReadingProblem;

export interface ReadingProblem {
  /** A sentence. */
  readonly problem: string;
  /** TensorFlow cannot load it either. */
  readonly isBroken: boolean;
}

export interface ReadLimits {
  /** Milliseconds after which reading is given up. */
  readonly milliseconds: number;
}
const DEFAULT_LIMITS: ReadLimits = { milliseconds: 60_000 };

/** Protocol buffers hold 2 GB at most. */
const MAX_BYTES = 2 ** 31;
/** Modules of the TF1 Hub format have a graph for each set of tags, two or three. */
const MAX_GRAPHS = 16;

/** Reads the SavedModel of a folder without loading it: of large files only what is wanted is read. Never throws on account of the files. */
export async function readSavedModel(folder: ModuleFolder, limits: ReadLimits = DEFAULT_LIMITS): Promise<SavedModelReading> {
  const deadline = performance.now() + limits.milliseconds;
  const model = await readFileOf(folder, 'saved_model.pb', source => readGraphs(source, deadline));
  if (model === undefined) return nothingThere(folder);
  if ('problem' in model) return model;
  const { value: graphs } = model;
  const isHub = (await readFileOf(folder, 'tfhub_module.pb', async () => true)) !== undefined;
  const graph = loadedGraph(graphs, isHub);
  if (graph === undefined) return { problem: 'saved_model.pb holds no graph, so there is nothing to load.', isBroken: true };
  const index = await readFileOf(folder, 'variables/variables.index', source => readVariables(source, deadline));
  const variables: readonly VariableFacts[] = index && 'value' in index ? index.value : [];
  return { facts: factsOf(graph, graphs, isHub, variables, index && 'problem' in index ? [index.problem] : []) };
}

function factsOf(
  graph: GraphFacts,
  graphs: readonly GraphFacts[],
  isHub: boolean,
  variables: readonly VariableFacts[],
  problems: readonly string[],
): SavedModelFacts {
  const facts = {
    format: isHub ? 'tf1-hub' : graph.hasObjects ? 'tf2' : 'tf1',
    tensorflow: graph.tensorflow,
    graphs: graphs.map(({ tags }) => tags),
    signatures: graph.signatures,
    endpoints: graph.endpoints,
    callable: graph.callable,
    assets: graph.assets,
    variables,
    parameters: parametersOf(variables),
    trainable: graph.trainable,
    ops: Object.fromEntries([...graph.ops].sort(([a], [b]) => (a < b ? -1 : 1))),
    customOps: customOpsOf(graph),
  } as const;
  return { ...facts, problems: [...problemsOf(facts), ...graph.problems, ...problems], notes: notesOf(facts) };
}

/** The graph that TensorFlow Hub loads: without tags from the TF1 Hub format, for serving otherwise. */
const loadedGraph = (graphs: readonly GraphFacts[], isHub: boolean): GraphFacts | undefined =>
  graphs.find(({ tags }) => (isHub ? tags.length === 0 : tags.includes('serve'))) ?? graphs[0];

async function readGraphs(source: ByteSource, deadline: number): Promise<GraphFacts[]> {
  const size = source.size ?? 0;
  if (size === 0) throw new Unreadable('it is empty');
  if (size > MAX_BYTES) throw new Unreadable('it is larger than 2 GB, which no SavedModel can be');
  const window = new FileWindow(source, deadline);
  const { graphs = [] } = await new Decoder(window, new Map()).decode(SAVED_MODEL, 0, size);
  const read: GraphFacts[] = [];
  for (const { start, end } of graphs.slice(0, MAX_GRAPHS)) read.push(await readGraph(window, start, end));
  return read;
}

async function nothingThere(folder: ModuleFolder): Promise<ReadingProblem> {
  const isText = (await readFileOf(folder, 'saved_model.pbtxt', async () => true)) !== undefined;
  return isText
    ? { problem: 'It is saved as text (saved_model.pbtxt), which is not read.', isBroken: false }
    : { problem: 'There is no saved_model.pb in it.', isBroken: true };
}

/** Reads one file of the folder; undefined where there is none. */
export async function readFileOf<Value>(
  folder: ModuleFolder,
  path: string,
  how: (source: ByteSource) => Promise<Value>,
): Promise<{ value: Value } | ReadingProblem | undefined> {
  try {
    const source = await folder.open(path);
    if (source === undefined) return undefined;
    try {
      return { value: await how(source) };
    } finally {
      source.close?.();
    }
  } catch (error) {
    const isBroken = error instanceof Unreadable && !(error instanceof BeyondLimits);
    return { problem: `${path} cannot be read: ${(error as Error).message}.`, isBroken };
  }
}
