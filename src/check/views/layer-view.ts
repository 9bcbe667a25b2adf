import type { Diagnostic } from '../../diagnostics/diagnostic';
import type { Span } from '../../diagnostics/span';
import { shortHandle } from '../../hub/handle';
import { type HubModule, isType } from '../../hub/module';
import type { LayerView, ViewedProblem } from '../../protocol/model-page';
import type { Bound } from '../../rules/core/bind';
import { shortName } from '../../rules/core/names';
import { type HubState, hubState } from '../../rules/hub/state';
import { type LayerFacts, layerState } from '../../rules/layers/layer';
import { weightsOf } from '../../rules/layers/weights';
import { modelState } from '../../rules/models/model';
import { printBatch } from '../../tensor/shape';
import { printType, type TensorType } from '../../tensor/type';
import { asInt, asString } from '../../values/read';
import type { Value } from '../../values/value';
import { describeOutput } from './describe';
import type { ModelStep } from './model-graph';

/** What a row says besides where it stands. */
type Content = Omit<LayerView, 'span' | 'from' | 'problem'>;

/** What the page needs of a diagnostic. */
export const viewed = ({ id, rule, level, message }: Diagnostic): ViewedProblem => ({ id, rule, level, message });

/** One step of a model as a row. */
export function layerView({ node, span, output, from }: ModelStep, diagnostics: readonly Diagnostic[]): LayerView {
  const content =
    'input' in node ? inputContent(node.input) : 'operation' in node ? operationContent(node.operation) : contentOf(node.layer);
  const diagnostic = diagnostics.find(({ span: at }) => isWithin(at, span));
  const given = output && describeOutput(output);
  return {
    ...content,
    output: given ?? content.output,
    span,
    from,
    ...(diagnostic && { problem: viewed(diagnostic) }),
  };
}

const isWithin = (inner: Span, outer: Span): boolean =>
  inner.path === outer.path &&
  (inner.line > outer.line || (inner.line === outer.line && inner.column >= outer.column)) &&
  (inner.endLine < outer.endLine || (inner.endLine === outer.endLine && inner.endColumn <= outer.endColumn));

const inputContent = (input: Value): Content => {
  const name = input.kind === 'tensor' ? asString(input.origin?.args.name ?? input) : undefined;
  return { name: name ?? 'input', class: 'Input', settings: '', output: describeOutput(input) ?? null, parameters: 0 };
};

const operationContent = (result: Value): Content => {
  const op = result.kind === 'tensor' ? (result.origin?.op ?? '') : '';
  const name = op.slice(op.lastIndexOf('.') + 1);
  return {
    name: name === 'getitem' ? 'index' : name,
    class: 'Operation',
    settings: '',
    output: describeOutput(result) ?? null,
    parameters: 0,
  };
};

function contentOf(layer: Value): Content {
  const model = modelState(layer);
  if (model !== undefined)
    return { name: model.name, class: 'Model', settings: '', output: describeOutput(model.outputs) ?? null, parameters: null };
  const hub = hubState(layer);
  if (hub !== undefined) return hubContent(hub);
  const state = layerState(layer);
  if (state === undefined) return { name: '', class: classOf(layer), settings: '', output: null, parameters: null };
  const weights = weightsOf(state);
  const { embedding } = state.row;
  return {
    name: state.name,
    class: shortName(state.class),
    settings: settingsOf(state.config),
    output: describeOutput(state.output) ?? null,
    parameters: weights && weights.trainable + weights.frozen,
    ...(embedding && embeddingOf(state.config, embedding)),
  };
}

/** The class of a layer that no row describes. */
const classOf = (layer: Value): string =>
  layer.kind === 'instance' ? layer.cls.name : layer.kind === 'object' ? shortName(layer.type) : '?';

/** Ids below one argument become vectors as long as the other says. */
function embeddingOf(config: Bound, names: NonNullable<LayerFacts['embedding']>): Pick<LayerView, 'embedding'> {
  const [rows, width] = [asInt(config.get(names.ids)), asInt(config.get(names.width))];
  if (rows === undefined || width === undefined) return {};
  return { embedding: { takes: `ids 0 to ${(rows - 1).toLocaleString('en-US')}`, gives: `a vector of length ${width} for each ID` } };
}

function hubContent({ handle, module }: HubState): Content {
  const embedding = module && takesAndGives(module);
  return {
    name: '',
    class: 'hub.KerasLayer',
    settings: shortHandle(handle ?? ''),
    output: module && isType(module.output) ? printType(module.output, true) : null,
    parameters: null,
    ...(embedding && { embedding }),
  };
}

function takesAndGives({ input, output }: HubModule): LayerView['embedding'] {
  if (input === undefined || output === undefined) return undefined;
  const all = (types: NonNullable<HubModule['input']>): string => (isType(types) ? printType(types, true) : shortened(types));
  return { takes: all(input), gives: all(output) };
}

/** Tensors that are written out of those that have names. */
const MAX_NAMED_TENSORS = 3;

function shortened(types: { readonly [name: string]: TensorType }): string {
  const named = Object.entries(types).map(([key, type]) => `${key} ${printBatch(type.shape)}`);
  return named.length <= MAX_NAMED_TENSORS
    ? named.join(', ')
    : `${named.slice(0, MAX_NAMED_TENSORS - 1).join(', ')} and ${named.length - MAX_NAMED_TENSORS + 1} more`;
}

/** Longest value that is written out. */
const MAX_VALUE_CHARACTERS = 24;

/** The arguments as they were given, those that have a short form. */
const settingsOf = ({ all }: Bound): string =>
  Object.entries(all)
    .filter(([name]) => name !== 'name' && name !== 'self')
    .flatMap(([name, value]) => {
      const text = shortForm(value);
      return text === undefined || text.length > MAX_VALUE_CHARACTERS ? [] : [`${name} ${text}`];
    })
    .join(', ');

function shortForm(value: Value): string | undefined {
  switch (value.kind) {
    case 'int':
    case 'float':
      return String(value.value);
    case 'str':
      return value.value;
    case 'bool':
      return value.value ? 'True' : 'False';
    case 'tuple': {
      const items = value.items.map(shortForm);
      return items.includes(undefined) ? undefined : `(${items.join(', ')})`;
    }
    case 'api':
      return value.name.slice(value.name.lastIndexOf('.') + 1);
    default:
      return undefined;
  }
}
