import type { KerasConfig } from '../../../hub/model-file/facts';
import { argumentsOf, type ConfiguredLayer, configuredLayers, dtypeOfConfig, shapeOfConfig } from '../../../hub/model-file/keras-config';
import { dtypeOf } from '../../../tensor/dtype';
import { dict, list, str, UNKNOWN, type Value } from '../../../values/value';
import { exactShape } from '../../core/facts';
import type { Call } from '../../core/rule';
import { tensor, tensorsIn } from '../../core/tensors';
import { valueOfConfig } from './config-value';

/** What makes a layer or a model of its configuration. */
export type Make = (layer: ConfiguredLayer) => Value;

/** Arguments of a call that Keras fills in itself. */
const IMPLICIT = new Set(['training', 'mask']);

type Json = { readonly [name: string]: unknown };
const isRecord = (json: unknown): json is Json => json !== null && typeof json === 'object' && !Array.isArray(json);

/** The inputs and outputs of a functional model: its layers are called on each other as its configuration says. */
export function functionalGraph(call: Call, model: KerasConfig, make: Make): { inputs: Value; outputs: Value } {
  const graph = new Graph(call);
  const layers = configuredLayers(model);
  const waiting = layers.flatMap(layer => nodesOf(layer.config).map((node, index) => ({ layer, node, key: `${layer.name}/${index}` })));
  for (const layer of layers) if (layer.className === 'InputLayer') graph.results.set(`${layer.name}/0`, inputTensorOf(call, layer));
  const made = new Map<string, Value>();
  const makeOnce = (layer: ConfiguredLayer): Value => {
    const value = made.get(layer.name) ?? make(layer);
    made.set(layer.name, value);
    return value;
  };
  // Layers may be listed before those that they are called on: rounds go on as long as one more can be called.
  for (let left = waiting.filter(({ key }) => !graph.results.has(key)); left.length > 0; ) {
    const ready = left.filter(({ node }) => graph.isReady(node));
    if (ready.length === 0) break;
    for (const { layer, node, key } of ready) graph.results.set(key, graph.called(makeOnce(layer), node));
    left = left.filter(({ key }) => !graph.results.has(key));
  }
  const { input_layers: inputs, output_layers: outputs } = argumentsOf(model);
  return { inputs: graph.ends(inputs), outputs: graph.ends(outputs) };
}

const nodesOf = ({ inbound_nodes: nodes }: KerasConfig): readonly unknown[] => (Array.isArray(nodes) ? nodes : []);

function inputTensorOf({ context }: Call, { config }: ConfiguredLayer): Value {
  const { batch_shape, batch_input_shape, dtype, sparse, ragged } = argumentsOf(config);
  const shape = shapeOfConfig(batch_shape ?? batch_input_shape);
  if (shape === undefined || sparse === true || ragged === true) return UNKNOWN;
  const keywords = { batch_shape: valueOfShape(shape), dtype: str(dtypeOfConfig(dtype)) };
  return context.call({ kind: 'api', name: 'keras.Input' }, [], keywords);
}

const valueOfShape = (shape: readonly (number | null)[]): Value => ({
  kind: 'tuple',
  items: shape.map(dim => (dim === null ? { kind: 'none' } : { kind: 'int', value: dim })),
});

/** Tensors by the call that made them: "dense/0" is the first call of the layer "dense". */
class Graph {
  readonly results = new Map<string, Value>();

  constructor(private readonly call: Call) {}

  /** Whether everything that a node is called on is there. */
  isReady(node: unknown): boolean {
    return referencesIn(node).every(({ key }) => this.results.has(key));
  }

  /** What a layer gives in one of its nodes. */
  called(layer: Value, node: unknown): Value {
    const { context } = this.call;
    if (isRecord(node)) {
      const keywords = Object.entries(isRecord(node.kwargs) ? node.kwargs : {}).filter(
        ([name, json]) => !IMPLICIT.has(name) && json !== null,
      );
      const positional = Array.isArray(node.args) ? node.args.map(json => this.argument(json)) : [];
      return context.call(layer, positional, Object.fromEntries(keywords.map(([name, json]) => [name, this.argument(json)])));
    }
    // Keras 2: a list of [layer, call, tensor, keywords], the keywords with the first.
    const tensors = referencesIn(node).map(reference => this.tensorAt(reference));
    const keywords = Array.isArray(node) && Array.isArray(node[0]) && isRecord(node[0][3]) ? Object.keys(node[0][3]) : [];
    if (keywords.some(name => !IMPLICIT.has(name))) return UNKNOWN;
    return context.call(layer, [tensors.length === 1 ? tensors[0] : list(tensors)]);
  }

  /** Tensors at the ends of the model, in the structure that they are listed in. */
  ends(structure: unknown): Value {
    const reference = referenceOf(structure);
    if (reference) return this.tensorAt(reference);
    if (Array.isArray(structure)) {
      const items = structure.map(item => this.ends(item));
      // Keras 2 lists one tensor as a list of it.
      return this.call.legacy && items.length === 1 ? items[0] : list(items);
    }
    if (!isRecord(structure)) return UNKNOWN;
    return dict(Object.entries(structure).map(([name, item]) => ({ key: str(name), value: this.ends(item) })));
  }

  private argument(json: unknown): Value {
    const reference = referenceOf(json);
    if (reference) return this.tensorAt(reference);
    if (Array.isArray(json)) return list(json.map(item => this.argument(item)));
    if (isRecord(json) && json.class_name === undefined)
      return dict(Object.entries(json).map(([name, item]) => ({ key: str(name), value: this.argument(item) })));
    return valueOfConfig(this.call, json);
  }

  /** A tensor of the graph; where its layer is one that nothing is known of, what Keras 3 noted of the tensor. */
  private tensorAt({ key, index, shape, dtype }: Reference): Value {
    const found = tensorsIn(this.results.get(key) ?? UNKNOWN)[index];
    if (found !== undefined && (found.type.shape !== null || shape === undefined)) return found;
    return shape ? tensor('keras', shape, dtypeOf(dtype) ?? null, { facts: exactShape }) : UNKNOWN;
  }
}

interface Reference {
  readonly key: string;
  readonly index: number;
  readonly shape?: readonly (number | null)[];
  readonly dtype: string;
}

/** A tensor as Keras 3 refers to it in calls, or as both refer to it in lists: [layer, call, tensor]. */
function referenceOf(json: unknown): Reference | undefined {
  if (isRecord(json) && json.class_name === '__keras_tensor__') {
    const { keras_history: history, shape, dtype } = argumentsOf(json);
    const found = referenceOf(history);
    return found && { ...found, shape: shapeOfConfig(shape), dtype: String(dtype) };
  }
  if (!Array.isArray(json) || typeof json[0] !== 'string' || typeof json[1] !== 'number' || typeof json[2] !== 'number') return undefined;
  return { key: `${json[0]}/${json[1]}`, index: json[2], dtype: '' };
}

function referencesIn(json: unknown): Reference[] {
  const reference = referenceOf(json);
  if (reference) return [reference];
  if (Array.isArray(json)) return json.flatMap(referencesIn);
  return isRecord(json) ? Object.values(json).flatMap(referencesIn) : [];
}
