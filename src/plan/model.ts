import type { Span } from '../diagnostics/span';
import { layerState } from '../rules/layers/layer';
import { type ModelState, modelState } from '../rules/models/model';
import type { ProgramEvent } from '../values/library';
import type { Origin, TensorValue, Value } from '../values/value';
import type { Trainable } from './changes';
import { GraphBuilder } from './graph';
import { chain, nestOf } from './nested';
import { refuseOverrides } from './own';
import type { Arg, ModelPlan, Nest } from './plan';
import { type Refusals, Refused } from './refused';
import { newScope } from './scope';

/** What `fit` gives a model. */
export interface Fed {
  /** What one batch of the training data holds for its input, for models that do not say it. */
  readonly data: Value;
  /** The event that says what a subclassed model makes of the data. */
  readonly traced: ProgramEvent | undefined;
  readonly span: Span;
}

interface Ends {
  kind: ModelPlan['kind'];
  name: string;
  inputs: Nest<Arg>;
  outputs: Nest<Arg>;
  outputNames: string[];
}

/** A model as the program built it. */
export function modelPlan(model: Value, fed: Fed, trainable: Trainable, refusals: Refusals): ModelPlan {
  const graph = new GraphBuilder(trainable, refusals);
  if (model.kind === 'object' && model.origin.args.trainable !== undefined)
    refusals.add(
      model.origin.spanOf?.('trainable') ?? fed.span,
      'A model with trainable=… cannot be trained from the editor yet; set it on the layers.',
    );
  const { kind, name, inputs, outputs, outputNames } = endsOf(graph, model, fed);
  graph.refuseTexts();
  const weights = graph.weightPlans;
  return {
    kind,
    name,
    layers: [...graph.layers.values()],
    ...(weights.length > 0 && { weights: [...weights] }),
    nodes: graph.nodes,
    inputs,
    outputs,
    outputNames,
  };
}

function endsOf(graph: GraphBuilder, model: Value, fed: Fed): Ends {
  if (model.kind === 'instance') return subclassed(graph, model, fed);
  const state = modelState(model);
  if (state === undefined) throw new Refused(fed.span, 'How this model was built is not known without running the program.');
  return state.kind === 'sequential' ? sequential(graph, state, fed) : functional(graph, state, fed.span);
}

function sequential(graph: GraphBuilder, state: ModelState, { data, span }: Fed): Ends {
  if (state.layers === null) throw new Refused(state.span, 'Which layers this model has is not known without running the program.');
  const first = state.inputs.kind === 'tensor' ? state.inputs : data;
  if (first.kind !== 'tensor') {
    // Every layer may have reasons of its own.
    for (const { layer, span: at } of state.layers)
      if (modelState(layer) === undefined) graph.refusals.attempt(() => graph.addLayer(layer, at));
    throw new Refused(span, 'What the model gets is not known: give its first layer an Input(shape=…).');
  }
  const input = graph.input(first, 'input', state.span);
  const output = chain(graph, state, input, newScope(new Map()));
  const last = state.layers.at(-1)?.layer;
  const name = (last && (layerState(last)?.name ?? modelState(last)?.name)) ?? 'output';
  return { kind: 'sequential', name: state.name, inputs: { leaf: input }, outputs: { leaf: output }, outputNames: [name] };
}

/** The name that the program gives an Input. */
const inputName = ({ origin }: TensorValue): string | undefined => {
  const name = origin?.args.name;
  return name?.kind === 'str' ? name.value : undefined;
};

/** Inputs as nodes, and which tensor each stands for. */
function readInputs(graph: GraphBuilder, value: Value, span: Span): { inputs: Nest<Arg>; known: Map<Origin, Arg> } {
  const known = new Map<Origin, Arg>();
  const inputs = nestOf(value, span, tensor => {
    const { origin } = tensor;
    const key = origin?.path?.at(-1);
    const name = inputName(tensor) ?? (typeof key === 'string' ? key : `input_${known.size + 1}`);
    const arg = graph.input(tensor, name, origin?.span ?? span);
    if (origin !== undefined) known.set(origin, arg);
    return arg;
  });
  return { inputs, known };
}

function functional(graph: GraphBuilder, state: ModelState, span: Span): Ends {
  const { inputs, known } = readInputs(graph, state.inputs, span);
  const outputNames: string[] = [];
  const scope = newScope(known);
  const outputs = nestOf(state.outputs, span, tensor => {
    outputNames.push(nameOfOutput(tensor, outputNames.length));
    return graph.refusals.attempt(() => graph.tensor(tensor, scope, span)) ?? { value: null };
  });
  const single = 'items' in outputs && outputs.items.length === 1 ? outputs.items[0] : outputs;
  return { kind: 'functional', name: state.name, inputs, outputs: single, outputNames };
}

/** What Keras calls an output: the layer that gives it. */
function nameOfOutput({ origin }: TensorValue, place: number): string {
  const self = origin?.args.self;
  const named = self && (layerState(self)?.name ?? modelState(self)?.name ?? (self.kind === 'instance' ? ownName(self) : undefined));
  return named ?? `output_${place + 1}`;
}

const ownName = (self: Extract<Value, { kind: 'instance' }>): string | undefined =>
  (self.state.content as { name?: string } | undefined)?.name;

/** A model of the program's own class: what its `call` made of a batch of the data. */
function subclassed(graph: GraphBuilder, model: Extract<Value, { kind: 'instance' }>, { traced, span }: Fed): Ends {
  refuseOverrides(model, graph.refusals);
  if (traced === undefined || traced.args.outputs.kind === 'unknown')
    throw new Refused(span, `What ${model.cls.name} makes of the data is not known without running the program.`);
  const { inputs: fed, outputs: given } = traced.args;
  const { inputs, known } = readInputs(graph, fed, span);
  const outputNames: string[] = [];
  const outputs = nestOf(given, span, tensor => {
    const key = tensor.origin?.path?.at(-1);
    if (typeof key === 'number')
      throw new Refused(span, 'A subclassed model that gives a tuple cannot be trained from the editor yet; give a dictionary.');
    outputNames.push(key ?? 'output_1');
    return graph.refusals.attempt(() => graph.tensor(tensor, newScope(known), span)) ?? { value: null };
  });
  return { kind: 'subclassed', name: ownName(model) ?? model.cls.name, inputs, outputs, outputNames };
}
