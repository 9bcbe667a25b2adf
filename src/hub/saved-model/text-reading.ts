import type { ByteSource } from '../../records/byte-source';
import type { TextReading, TextStep, WordLookup } from '../text-step';
import { Decoder } from './decode';
import type { Message } from './message';
import { SAVED_MODEL } from './messages';
import { type ModuleFolder, type ReadLimits, readFileOf } from './read';
import { TEXT_FUNCTION, TEXT_META_GRAPH, TEXT_NODE } from './text-messages';
import { HANDED_ON, isTextNode, LOOKUPS, nodeAttribute, TABLE_FILES, TEXT_STEPS, type TextNode, WORD_TABLES } from './text-nodes';
import { Unreadable } from './unreadable';
import { FileWindow } from './window';

/** Nodes of one function that are kept. */
const MAX_NODES_KEPT = 200_000;
/** Operations between a text and its words. */
const MAX_STEPS = 50;

/** How a text module makes words of texts, or why that is not known. Reads saved_model.pb without loading it; never throws on account of the files. */
export async function readTextReading(folder: ModuleFolder, limits: ReadLimits): Promise<TextReading | { readonly problem: string }> {
  const deadline = performance.now() + limits.milliseconds;
  const read = await readFileOf(folder, 'saved_model.pb', source => textsOf(source, deadline));
  if (read === undefined) return { problem: 'There is no saved_model.pb in it.' };
  return 'problem' in read ? read : read.value;
}

/** What a graph says of texts, function by function. */
class TextGraph {
  private nodes: TextNode[] = [];
  readonly lookups = new Map<string, { readonly steps: readonly TextStep[]; readonly kind: WordLookup['kind'] }>();
  readonly files: TextNode[] = [];
  /** Names under which tables are shared: they hold the name of the file. */
  readonly tables: string[] = [];
  /** A lookup whose words are made in a way that is not known. */
  isUnclear = false;

  add(node: TextNode): void {
    if (!isTextNode(node)) return;
    if (this.nodes.length >= MAX_NODES_KEPT) throw new Unreadable('a function of it has too many nodes');
    this.nodes.push(node);
  }

  /** The graph itself, or a function, is complete. A function's arguments are no nodes, and nodes are named with the output that is meant. */
  close(isArgument: (input: string) => boolean): void {
    const byName = new Map(this.nodes.map(node => [node.name ?? '', node]));
    for (const node of this.nodes) {
      if (TABLE_FILES.has(node.op ?? '')) this.files.push(node);
      if (WORD_TABLES.has(node.op ?? '')) this.tables.push(nodeAttribute(node, 'shared_name')?.text ?? '');
      if ((node.op ?? '') in LOOKUPS) this.take(node, { byName, isArgument });
    }
    this.nodes = [];
  }

  private take(node: TextNode, scope: Scope): void {
    const { input, kind } = LOOKUPS[node.op ?? ''];
    const steps = stepsTo(node.inputs?.[input], scope);
    if (steps === undefined) this.isUnclear = true;
    else if (steps.some(step => step.kind === 'split')) this.lookups.set(JSON.stringify([steps, kind]), { steps, kind });
  }
}

/** "node", "node:1" or, within a function, "node:output:0". */
const nodeOf = (input: string): string => input.split(':')[0];

/** Nodes that can be referred to in a function or the graph. */
interface Scope {
  readonly byName: ReadonlyMap<string, TextNode>;
  readonly isArgument: (input: string) => boolean;
}

/** What is done to texts, from where they come in to an input of a node; undefined where that is not known. */
function stepsTo(from: string | undefined, { byName, isArgument }: Scope): TextStep[] | undefined {
  const steps: TextStep[] = [];
  let input = from;
  for (let count = 0; input !== undefined && count < MAX_STEPS; count++) {
    const node = byName.get(nodeOf(input));
    if (node === undefined) return isArgument(input) ? steps.reverse() : undefined;
    const { op = '', inputs = [] } = node;
    if (op === 'Placeholder') return steps.reverse();
    if (op in TEXT_STEPS) {
      const step = TEXT_STEPS[op](node, index => constantText(inputs[index], byName));
      if (step === undefined) return undefined;
      steps.push(step);
    }
    input = inputs[HANDED_ON[op] ?? (op in TEXT_STEPS ? 0 : -1)];
  }
  return undefined;
}

function constantText(input: string | undefined, byName: ReadonlyMap<string, TextNode>): string | undefined {
  const node = byName.get(nodeOf(input ?? ''));
  const strings = node?.op === 'Const' ? (nodeAttribute(node, 'value')?.constant?.strings ?? []) : [];
  return strings.length === 1 ? strings[0] : undefined;
}

async function textsOf(source: ByteSource, deadline: number): Promise<TextReading | { readonly problem: string }> {
  const window = new FileWindow(source, deadline);
  const { graphs = [] } = await new Decoder(window, new Map()).decode(SAVED_MODEL, 0, source.size ?? 0);
  const [first] = graphs;
  if (first === undefined) return { problem: 'saved_model.pb holds no graph.' };
  const graph = new TextGraph();
  const sinks = new Map<Message, (content: never) => void>([
    [TEXT_NODE, (node: TextNode) => graph.add(node)],
    [TEXT_FUNCTION, () => graph.close(input => !input.includes(':'))],
  ]);
  const { assets = [] } = await new Decoder(window, sinks).decode(TEXT_META_GRAPH, first.start, first.end);
  graph.close(() => false);
  return readingOf(
    graph,
    assets.map(({ filename = '' }) => filename),
  );
}

function readingOf(graph: TextGraph, assets: readonly string[]): TextReading | { readonly problem: string } {
  const { lookups, files, tables, isUnclear } = graph;
  const all = [...lookups.values()];
  const inFile = all.filter(({ kind }) => kind === 'file');
  const [one, ...more] = inFile.length > 0 ? inFile : all;
  if (one === undefined || more.length > 0 || isUnclear) return { problem: 'How it makes words of a text cannot be seen in its graph.' };
  if (one.kind === 'hash') return { steps: one.steps, lookup: { kind: 'hash' } };
  const named = assets.filter(asset => tables.some(table => table.includes(asset)));
  const [asset, ...others] = assets.length === 1 ? assets : named;
  const [file] = files;
  if (asset === undefined || others.length > 0 || file === undefined)
    return { problem: 'Which of its files holds the words cannot be seen in its graph.' };
  const [column, lines] = [nodeAttribute(file, 'key_index')?.int ?? -1, nodeAttribute(file, 'vocab_size')?.int ?? -1];
  return {
    steps: one.steps,
    lookup: {
      kind: 'file',
      asset: `assets/${asset}`,
      column: column < 0 ? null : column,
      delimiter: nodeAttribute(file, 'delimiter')?.text ?? '\t',
      lines: lines < 0 ? null : lines,
    },
  };
}
