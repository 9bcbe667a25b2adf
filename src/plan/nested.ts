import type { Span } from '../diagnostics/span';
import { isA } from '../rules/core/objects';
import { type ModelState, modelState } from '../rules/models/model';
import { asItems } from '../values/read';
import type { Origin, TensorValue, Value } from '../values/value';
import type { Arg, Nest } from './plan';
import { Refused } from './refused';
import type { GraphReader, GraphScope } from './scope';

/** A model that is called inside another: its nodes stand among those around it. `inputs` is what the call gets. */
export function inline(
  graph: GraphReader,
  { state, model }: { state: ModelState; model: Value },
  inputs: Arg | undefined,
  scope: GraphScope,
  span: Span,
): Nest<Arg> {
  if (inputs === undefined) return { leaf: { value: null } };
  if (state.kind === 'sequential') return { leaf: chain(graph, state, inputs, scope) };
  if (state.kind !== 'functional')
    throw new Refused(
      model.kind === 'object' ? model.origin.span : span,
      `How the model ${state.name} was built is not known, so it cannot be trained from the editor yet.`,
    );
  const known = new Map<Origin, Arg>();
  matchInputs(state.inputs, inputs, known, span);
  return nestOf(state.outputs, span, tensor => graph.tensor(tensor, { ...scope, inputs: known }, span));
}

/** The layers of a Sequential model, one after the other. */
export function chain(graph: GraphReader, state: ModelState, input: Arg, scope: GraphScope): Arg {
  if (state.layers === null) throw new Refused(state.span, 'Which layers this model has is not known without running the program.');
  const layers = state.layers.filter(({ layer }) => layer.kind !== 'tensor' && !isA(layer, 'keras.layers.InputLayer'));
  return layers.reduce<Arg>((inputs, { layer, span }) => {
    const inner = modelState(layer);
    if (inner === undefined) return graph.placed(layer, inputs, scope, span);
    const nest = inline(graph, { state: inner, model: layer }, inputs, nestedScope(scope, inner.name), span);
    if ('leaf' in nest) return nest.leaf;
    throw new Refused(span, 'A model with several outputs inside a Sequential model cannot be trained.');
  }, input);
}

const nestedScope = (scope: GraphScope, name: string): GraphScope => ({
  ...scope,
  done: new Map(),
  calls: new Map(),
  prefix: `${scope.prefix}${name}/`,
});

function matchInputs(declared: Value, given: Arg, known: Map<Origin, Arg>, span: Span): void {
  const items = asItems(declared);
  if (declared.kind === 'tensor') {
    if (declared.origin === undefined) throw new Refused(span, 'The inputs of a model inside this one are not known.');
    known.set(declared.origin, 'items' in given && given.items.length === 1 ? given.items[0] : given);
  } else if (items?.length === 1 && !('items' in given)) matchInputs(items[0], given, known, span);
  else if (items !== undefined && 'items' in given && items.length === given.items.length)
    items.forEach((item, i) => {
      matchInputs(item, given.items[i], known, span);
    });
  else throw new Refused(span, 'What goes into a model inside this one has another form than its inputs; give a list in their order.');
}

/** A nest of tensors with each one made something else. */
export function nestOf(value: Value, span: Span, leaf: (tensor: TensorValue) => Arg): Nest<Arg> {
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
