import type { Span } from '../diagnostics/span';
import { isA } from '../rules/core/objects';
import { layerState } from '../rules/layers/layer';
import { layerCalls } from '../rules/models/graph';
import { type ModelState, modelState } from '../rules/models/model';
import { asItems } from '../values/read';
import { type ObjectValue, type TensorValue, UNKNOWN, type Value } from '../values/value';
import type { Trainable } from './changes';
import { GraphBuilder, inputName } from './graph';
import type { Arg, ModelPlan, Nest } from './plan';
import { type Refusals, Refused } from './refused';

/** The layers of a model, where they are known. */
export function layersOf(model: Value): Value[] {
  const state = modelState(model);
  if (state === undefined) return [];
  if (state.kind === 'functional') return layerCalls(state.outputs, state.inputs).map(({ args }) => args.self ?? UNKNOWN);
  return state.layers?.map(({ layer }) => layer) ?? [];
}

/** A model as the program built it; `data` is what one batch of the training data holds for its input, for models that do not say it. */
export function modelPlan(model: ObjectValue, data: Value, span: Span, trainable: Trainable, refusals: Refusals): ModelPlan {
  const state = modelState(model);
  if (state === undefined) throw new Refused(span, 'How this model was built is not known without running the program.');
  if (model.origin.args.trainable !== undefined)
    refusals.add(
      model.origin.spanOf?.('trainable') ?? span,
      'A model with trainable=… cannot be trained from the editor yet; set it on the layers.',
    );
  const graph = new GraphBuilder(trainable, refusals);
  const { inputs, outputs } =
    state.kind === 'sequential' ? sequential(graph, state, data, span, refusals) : functional(graph, state, span, refusals);
  if (!('leaf' in outputs)) throw new Refused(span, 'A model with several outputs cannot be trained from the editor yet.');
  return {
    kind: state.kind === 'sequential' ? 'sequential' : 'functional',
    name: state.name,
    layers: [...graph.layers.values()],
    nodes: graph.nodes,
    inputs,
    outputs,
  };
}

interface Ends {
  inputs: Nest<Arg>;
  outputs: Nest<Arg>;
}

function sequential(graph: GraphBuilder, state: ModelState, data: Value, span: Span, refusals: Refusals): Ends {
  if (state.layers === null) throw new Refused(state.span, 'Which layers this model has is not known without running the program.');
  const first = state.inputs.kind === 'tensor' ? state.inputs : data;
  if (first.kind !== 'tensor') {
    // Every layer may have reasons of its own.
    for (const { layer, span: at } of state.layers) refusals.attempt(() => graph.addLayer(layer, at));
    throw new Refused(span, 'What the model gets is not known: give its first layer an Input(shape=…).');
  }
  const input = graph.input(first, 'input', state.span);
  const layers = state.layers.filter(({ layer }) => layer.kind !== 'tensor' && !isA(layer, 'keras.layers.InputLayer'));
  const last = layers.reduce<Arg>((inputs, { layer, span: at }) => {
    if (!isA(layer, 'keras.Model')) return graph.callLayer(layer, { inputs }, outputOf(layer), at);
    refusals.add(at, 'A model inside a Sequential model cannot be trained from the editor yet; write its layers out.');
    return inputs;
  }, input);
  return { inputs: { leaf: input }, outputs: { leaf: last } };
}

/** What a layer gave when it was last called; unknown where it was not. */
const outputOf = (layer: Value): Value => layerState(layer)?.output ?? UNKNOWN;

function functional(graph: GraphBuilder, state: ModelState, span: Span, refusals: Refusals): Ends {
  const known = new Map<Value, Arg>();
  const inputs = nestOf(state.inputs, span, tensor => {
    const arg = graph.input(tensor, inputName(tensor) ?? `input_${known.size + 1}`, tensor.origin?.span ?? span);
    known.set(tensor, arg);
    return arg;
  });
  const outputs = nestOf(state.outputs, span, tensor => refusals.attempt(() => graph.tensor(tensor, known, span)) ?? { value: null });
  const single = 'items' in outputs && outputs.items.length === 1 ? outputs.items[0] : outputs;
  return { inputs, outputs: single };
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
