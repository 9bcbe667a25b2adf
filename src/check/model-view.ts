import type { Interpretation } from '../python/interpreter';
import { isA } from '../rules/core/objects';
import { layerState } from '../rules/layers/layer';
import { layers as layerTable } from '../rules/layers/table';
import { weightsOf } from '../rules/layers/weights';
import { modelState } from '../rules/models/model';
import type { Finding, Level } from '../values/finding';
import type { Span } from '../values/span';
import type { Origin, TensorValue, Value } from '../values/value';
import { describe } from './describe';

/** A model as a table, the way `model.summary()` shows it, with what is wrong at each layer. Plain data for the view. */
export interface ModelView {
  /** The variable that holds it. */
  readonly name: string;
  readonly kind: 'sequential' | 'functional' | 'unknown';
  readonly span: Span;
  readonly layers: readonly LayerView[];
  /** Numbers in the weights; null where those of a layer are not known. */
  readonly parameters: number | null;
}
export interface LayerView {
  readonly name: string;
  /** "Conv1D" */
  readonly class: string;
  /** Where the program puts it into the model. */
  readonly span: Span;
  /** What it gives, in one line; null where not known. */
  readonly output: string | null;
  readonly parameters: number | null;
  readonly problem?: { readonly level: Level; readonly message: string };
}

/** Every model that a file assigns, once each, in the order of the text. */
export function modelsOf({ assignments, findings }: Interpretation, path: string): ModelView[] {
  const seen = new Set<Value>();
  return assignments.flatMap(({ name, span, value }) => {
    const state = modelState(value);
    if (state === undefined || span.path !== path || seen.has(value)) return [];
    seen.add(value);
    const placed =
      state.kind === 'sequential' ? (state.layers ?? []).map(({ layer, span: at }) => ({ layer, at })) : layersBehind(state.outputs);
    const layers = placed.flatMap(({ layer, at }) => layerView(layer, at, findings));
    const counts = layers.map(({ parameters }) => parameters);
    const parameters =
      counts.includes(null) || layers.length === 0 ? null : counts.reduce<number>((total, count) => total + (count ?? 0), 0);
    return [{ name, kind: state.kind, span: state.span, layers, parameters }];
  });
}

function layerView(layer: Value, span: Span, findings: readonly Finding[]): LayerView[] {
  const finding = findings.find(({ span: at }) => at.path === span.path && at.line === span.line && at.column === span.column);
  const problem = finding && { level: finding.level, message: finding.message };
  const inner = modelState(layer);
  if (inner !== undefined)
    return [
      { name: inner.name, class: 'Model', span, output: describe(inner.outputs) ?? null, parameters: null, ...(problem && { problem }) },
    ];
  const state = layerState(layer);
  if (layer.kind === 'tensor') return [{ name: 'input', class: 'Input', span, output: describe(layer) ?? null, parameters: 0 }];
  if (state === undefined)
    return [
      {
        name: '?',
        class: layer.kind === 'instance' ? layer.cls.name : '?',
        span,
        output: null,
        parameters: null,
        ...(problem && { problem }),
      },
    ];
  const weights = weightsOf(layerTable, state);
  return [
    {
      name: state.name,
      class: state.class.slice(state.class.lastIndexOf('.') + 1),
      span,
      output: describe(state.output) ?? null,
      parameters: weights && weights.trainable + weights.frozen,
      ...(problem && { problem }),
    },
  ];
}

/** The layers on the way to the outputs of a functional model, each once, inputs first. */
function layersBehind(outputs: Value): { layer: Value; at: Span }[] {
  const found: { layer: Value; at: Span }[] = [];
  const done = new Set<Value>();
  const visit = (value: Value): void => {
    if (done.has(value)) return;
    done.add(value);
    if (value.kind === 'tensor') visitTensor(value);
    else if (value.kind === 'tuple') value.items.forEach(visit);
    else if (value.kind === 'list') value.cell.content?.items.forEach(visit);
    else if (value.kind === 'dict') for (const item of value.cell.content?.values() ?? []) visit(item.value);
  };
  const visitTensor = (tensor: TensorValue): void => {
    const origin: Origin | undefined = tensor.origin;
    if (origin === undefined) return;
    if (origin.op === 'keras.Input') {
      found.push({ layer: tensor, at: origin.span });
      return;
    }
    const { self, ...rest } = origin.args;
    Object.values(rest).forEach(visit);
    const isLayer = self !== undefined && (isA(self, 'keras.Layer') || self.kind === 'instance');
    if (isLayer && !done.has(self)) {
      done.add(self);
      found.push({ layer: self, at: origin.span });
    } else if (self?.kind === 'tensor') visit(self);
  };
  visit(outputs);
  return found;
}
