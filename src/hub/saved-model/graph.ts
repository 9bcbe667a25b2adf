import { elementCount } from '../../tensor/shape';
import { callableOf } from './callable';
import { cycleOf } from './cycle';
import { Decoder } from './decode';
import type { CallableFacts, EndpointFacts, SignatureFacts } from './facts';
import type { DecodedMessage, Message } from './message';
import { FUNCTION, META_GRAPH, NODE, OBJECT, type SIGNATURE, TRACE } from './messages';
import { shapeOfProto, tensorTypeOf } from './types';
import { BeyondLimits } from './unreadable';
import type { FileWindow } from './window';

/** One graph of a SavedModel, as far as it is read. */
export interface GraphFacts {
  readonly tags: readonly string[];
  readonly tensorflow: string;
  readonly signatures: { readonly [name: string]: SignatureFacts };
  readonly endpoints: { readonly [name: string]: EndpointFacts };
  /** It was saved by TensorFlow 2: there is a graph of objects. */
  readonly hasObjects: boolean;
  readonly callable: CallableFacts | null;
  readonly assets: readonly string[];
  readonly ops: ReadonlyMap<string, number>;
  /** Names of its own functions, which nodes call like operations. */
  readonly functions: ReadonlySet<string>;
  /** Numbers in the variables that its object lists as trainable. */
  readonly trainable: number;
  readonly problems: readonly string[];
}

/** Signatures that TensorFlow calls itself. */
const INTERNAL_SIGNATURES = ['__saved_model_init_op', '__saved_model_train_op'];
/** Nodes of a graph and its functions that are counted, at most. */
const MAX_NODES = 20_000_000;
/** Traces that are kept until it is known which are wanted. */
const MAX_TRACES = 20_000;

/** Reads the graph in bytes [start, end) of saved_model.pb. */
export async function readGraph(window: FileWindow, start: number, end: number): Promise<GraphFacts> {
  const ops = new Map<string, number>();
  const functions = new Set<string>();
  const objects = new Objects();
  let nodes = 0;
  const sinks = new Map<Message, (content: never) => void>([
    [
      NODE,
      ({ op = '' }: DecodedMessage<typeof NODE>) => {
        ops.set(op, (ops.get(op) ?? 0) + 1);
        if (++nodes > MAX_NODES) throw new BeyondLimits(`it has more than ${MAX_NODES.toLocaleString('en-US')} nodes`);
      },
    ],
    [FUNCTION, ({ signature }: DecodedMessage<typeof FUNCTION>) => void functions.add(signature?.name ?? '')],
    [OBJECT, (object: DecodedMessage<typeof OBJECT>) => objects.add(object)],
    [TRACE, (trace: DecodedMessage<typeof TRACE>) => objects.trace(trace)],
  ]);
  const graph = await new Decoder(window, sinks).decode(META_GRAPH, start, end);
  const signatures = (graph.signatures ?? []).filter(({ key = '' }) => !INTERNAL_SIGNATURES.includes(key));
  return {
    tags: graph.info?.tags ?? [],
    tensorflow: graph.info?.tensorflow ?? '',
    signatures: Object.fromEntries(signatures.map(({ key = '', value }) => [key, signatureOf(value)])),
    endpoints: Object.fromEntries(signatures.map(({ key = '', value }) => [key, endpointsOf(value)])),
    hasObjects: graph.objects !== undefined,
    callable: objects.callable(),
    assets: (graph.assets ?? []).map(({ filename = '' }) => `assets/${filename}`),
    ops,
    functions,
    trainable: objects.trainable(),
    problems: objects.problems(),
  };
}

const signatureOf = ({ inputs = [], outputs = [] }: DecodedMessage<typeof SIGNATURE> = {}): SignatureFacts => ({
  inputs: Object.fromEntries(inputs.map(({ key = '', value }) => [key, tensorTypeOf(value)])),
  outputs: Object.fromEntries(outputs.map(({ key = '', value }) => [key, tensorTypeOf(value)])),
});

const endpointsOf = ({ inputs = [], outputs = [] }: DecodedMessage<typeof SIGNATURE> = {}): EndpointFacts => ({
  inputs: Object.fromEntries(inputs.map(({ key = '', value }) => [key, value?.name ?? ''])),
  outputs: Object.fromEntries(outputs.map(({ key = '', value }) => [key, value?.name ?? ''])),
});

type SavedObject = DecodedMessage<typeof OBJECT>;

/** The graph of objects, of which the root's `__call__` is kept: node 0 is the root and comes first. */
class Objects {
  private count = 0;
  private call: number | undefined;
  private function: SavedObject['function'];
  private trainableList: number | undefined;
  private trainableIds: readonly number[] = [];
  private readonly sizes = new Map<number, number>();
  private readonly traces = new Map<string, DecodedMessage<typeof TRACE>['value']>();
  private readonly dependencies = new Map<number, readonly number[]>();

  add({ children = [], dependencies = [], function: fn, variable }: SavedObject): void {
    const id = this.count++;
    if (id === 0) {
      this.call = children.find(({ name }) => name === '__call__')?.node;
      this.trainableList = children.find(({ name }) => name === 'trainable_variables')?.node;
    }
    if (id === this.call) this.function = fn;
    if (id === this.trainableList) this.trainableIds = children.map(({ node = 0 }) => node);
    if (variable) this.sizes.set(id, elementCount(shapeOfProto(variable.shape)) ?? 0);
    if (dependencies.length > 0)
      this.dependencies.set(
        id,
        dependencies.map(({ node = 0 }) => node),
      );
  }

  trace({ key = '', value }: DecodedMessage<typeof TRACE>): void {
    const wanted = this.function?.concreteFunctions;
    if (wanted ? wanted.includes(key) : this.traces.size < MAX_TRACES) this.traces.set(key, value);
  }

  callable(): CallableFacts | null {
    return this.function ? callableOf(this.function, this.traces) : null;
  }

  trainable(): number {
    return [...new Set(this.trainableIds)].reduce((sum, id) => sum + (this.sizes.get(id) ?? 0), 0);
  }

  problems(): string[] {
    const cycle = cycleOf(this.dependencies);
    if (cycle === undefined) return [];
    return [`Its objects depend on each other in a circle (${cycle.join(' → ')}), which TensorFlow refuses to load.`];
  }
}
