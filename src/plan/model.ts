import type { Span } from '../diagnostics/span';
import { shortName } from '../rules/core/names';
import { isA } from '../rules/core/objects';
import type { LayerState } from '../rules/layers/layer';
import type { ModelState } from '../rules/models/model';
import { asItems } from '../values/read';
import { type ObjectValue, type Origin, type TensorValue, UNKNOWN, type Value } from '../values/value';
import { callKey } from './call-key';
import { configOf, writtenValue } from './literal';
import type { Arg, LayerPlan, ModelNode, ModelPlan, Nest, TensorSpec } from './plan';
import { Refused, siteOf } from './refused';

const specOf = ({ type }: TensorValue): TensorSpec => ({ shape: type.shape && [...type.shape], dtype: type.dtype ?? 'float32' });
const outputSpec = (value: Value): Nest<TensorSpec> => ({
  leaf: value.kind === 'tensor' ? specOf(value) : { shape: null, dtype: 'float32' },
});

/** Builds the graph of a model: layers once each by name, calls in the order in which they run. */
class GraphBuilder {
  readonly layers = new Map<string, LayerPlan>();
  readonly nodes: ModelNode[] = [];
  private readonly done = new Map<string, Arg>();

  input(tensor: TensorValue, name: string, span: Span): Arg {
    const id = this.nodes.length;
    this.nodes.push({ id, op: 'input', name, spec: specOf(tensor), site: siteOf(span) });
    return { node: id };
  }

  /** A call of a layer on what earlier nodes gave. */
  callLayer(layer: Value, args: { [parameter: string]: Arg }, output: Value, span: Span): Arg {
    const id = this.nodes.length;
    this.nodes.push({ id, op: 'layer', layer: this.addLayer(layer, span), args, spec: outputSpec(output), site: siteOf(span) });
    return { node: id };
  }

  private addLayer(layer: Value, span: Span): string {
    if (layer.kind === 'instance')
      throw new Refused(span, `${layer.cls.name} is a layer of your own; training from the editor knows Keras's layers only so far.`);
    const state = layer.kind === 'object' ? (layer.state.content as LayerState | undefined) : undefined;
    if (layer.kind !== 'object' || state === undefined || !layer.type.startsWith('keras.layers.')) {
      const what = layer.kind === 'object' ? shortName(layer.type) : 'This layer';
      throw new Refused(span, `${what} cannot be trained from the editor yet.`);
    }
    if (!this.layers.has(state.name)) {
      const { name: _, ...config } = configOf(layer.origin);
      this.layers.set(state.name, { class: shortName(layer.type), name: state.name, config, site: siteOf(layer.origin.span) });
    }
    return state.name;
  }

  /** The node that gives a symbolic tensor: an input, or the call that made it. */
  tensor(value: Value, inputs: ReadonlyMap<Value, Arg>, span: Span): Arg {
    const known = inputs.get(value);
    if (known !== undefined) return known;
    if (value.kind !== 'tensor' || value.origin === undefined)
      throw new Refused(span, 'A tensor of this model cannot be followed back to its inputs.');
    const { origin } = value;
    const key = callKey(origin);
    const found = this.done.get(key) ?? this.made(origin, value, inputs);
    this.done.set(key, found);
    return origin.path && origin.path.length > 0 && 'node' in found ? { node: found.node, path: [...origin.path] } : found;
  }

  private made(origin: Origin, output: TensorValue, inputs: ReadonlyMap<Value, Arg>): Arg {
    const { op, args, span } = origin;
    const follow = (value: Value, name: string): Arg => {
      if (value.kind === 'tensor') return this.tensor(value, inputs, span);
      const items = asItems(value);
      if (items?.some(item => item.kind === 'tensor')) return { items: items.map(item => follow(item, name)) };
      return { value: writtenValue(value, `The argument ${name} of ${shortName(op)}`, span) };
    };
    const { self, ...given } = args;
    const isCall = op.endsWith('.__call__');
    if (isCall) this.addLayer(self, span);
    const followed = Object.fromEntries(
      Object.entries(isCall ? callArguments(given) : args).map(([name, value]) => [name, follow(value, name)]),
    );
    if (isCall) return this.callLayer(self, followed, output, span);
    if (op === 'keras.Input') throw new Refused(span, 'This Input is used by the model but is not among its inputs.');
    const id = this.nodes.length;
    this.nodes.push({ id, op, args: followed, spec: outputSpec(output), site: siteOf(span) });
    return { node: id };
  }
}

/** Arguments of a layer's call by name: the first positional one is its inputs, whatever `call` names it. */
function callArguments({ args, ...named }: Origin['args']): { [name: string]: Value } {
  const [inputs, ...more] = asItems(args) ?? [];
  return { ...(inputs && { inputs }), ...Object.fromEntries(more.map((value, index) => [`input_${index + 2}`, value])), ...named };
}

/** A model as the program built it; `data` is what one batch of the training data holds for its input, for models that do not say it. */
export function modelPlan(model: ObjectValue, data: Value, span: Span): ModelPlan {
  const state = model.state.content as ModelState | undefined;
  if (state === undefined || !isA(model, 'keras.Model'))
    throw new Refused(span, 'How this model was built is not known without running the program.');
  return state.kind === 'sequential' ? sequentialPlan(state, data, span) : functionalPlan(state, span);
}

function sequentialPlan(state: ModelState, data: Value, span: Span): ModelPlan {
  if (state.layers === null) throw new Refused(state.span, 'Which layers this model has is not known without running the program.');
  const first = state.inputs.kind === 'tensor' ? state.inputs : data;
  if (first.kind !== 'tensor') throw new Refused(span, 'What the model gets is not known: give its first layer an Input(shape=…).');
  const graph = new GraphBuilder();
  const input = graph.input(first, 'input', state.span);
  const layers = state.layers.filter(({ layer }) => layer.kind !== 'tensor' && !isA(layer, 'keras.layers.InputLayer'));
  const last = layers.reduce<Arg>((inputs, { layer, span: at }) => {
    if (isA(layer, 'keras.Model'))
      throw new Refused(at, 'A model inside a Sequential model cannot be trained from the editor yet; write its layers out.');
    return graph.callLayer(layer, { inputs }, outputOf(layer), at);
  }, input);
  return {
    kind: 'sequential',
    name: state.name,
    layers: [...graph.layers.values()],
    nodes: graph.nodes,
    inputs: { leaf: input },
    outputs: { leaf: last },
  };
}

/** What a layer gave when it was last called; unknown where it was not. */
const outputOf = (layer: Value): Value => (layer.kind === 'object' && (layer.state.content as LayerState | undefined)?.output) || UNKNOWN;

function functionalPlan(state: ModelState, span: Span): ModelPlan {
  const graph = new GraphBuilder();
  const known = new Map<Value, Arg>();
  const inputs = nestOf(state.inputs, span, tensor => {
    const name = tensor.origin?.args.name;
    const arg = graph.input(tensor, name?.kind === 'str' ? name.value : `input_${known.size + 1}`, tensor.origin?.span ?? span);
    known.set(tensor, arg);
    return arg;
  });
  const outputs = nestOf(state.outputs, span, tensor => graph.tensor(tensor, known, span));
  return { kind: 'functional', name: state.name, layers: [...graph.layers.values()], nodes: graph.nodes, inputs, outputs };
}

function nestOf(value: Value, span: Span, leaf: (tensor: TensorValue) => Arg): Nest<Arg> {
  if (value.kind === 'tensor') return { leaf: leaf(value) };
  const items = asItems(value);
  if (items !== undefined) return { items: items.map(item => nestOf(item, span, leaf)) };
  if (value.kind === 'dict' && value.cell.content) {
    return {
      entries: Object.fromEntries(
        [...value.cell.content.values()].map(item => [item.key.kind === 'str' ? item.key.value : '', nestOf(item.value, span, leaf)]),
      ),
    };
  }
  throw new Refused(span, 'The inputs or outputs of this model are not known without running the program.');
}
