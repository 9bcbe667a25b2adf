import type { Diagnostic } from '../../diagnostics/diagnostic';
import type { LayerView, ModelView } from '../../protocol/model-page';
import type { Interpretation } from '../../python/interpretation';
import { type ModelState, modelState } from '../../rules/models/model';
import type { Value } from '../../values/value';
import { describe } from './describe';
import { layerView, viewed } from './layer-view';
import { chainOf, graphOf } from './model-graph';
import { trainingsOf } from './training-view';

/** Every model that a file assigns, once each, in the order of the text; with these of its diagnostics. */
export function modelsOf(reading: Interpretation, path: string, diagnostics: readonly Diagnostic[]): ModelView[] {
  const seen = new Set<Value>();
  return reading.assignments.flatMap(({ name, span, value }) => {
    const state = modelState(value);
    if (state === undefined || span.path !== path || seen.has(value)) return [];
    seen.add(value);
    const layers = layersOf(state, reading, diagnostics);
    const elsewhere = notShown(diagnostics, layers);
    return [
      {
        name,
        kind: state.kind,
        span: state.span,
        layers,
        parameters: total(layers),
        inputs: state.kind === 'sequential' ? (describe(state.inputs) ?? null) : null,
        trainings: trainingsOf(reading, value, elsewhere),
      },
    ];
  });
}

function layersOf(state: ModelState, { assignments }: Interpretation, diagnostics: readonly Diagnostic[]): LayerView[] {
  if (state.kind === 'sequential') return chainOf(state).map(step => layerView(step, diagnostics));
  const layers = graphOf(state, assignments).map(step => layerView(step, diagnostics));
  const isBroken = state.outputs.kind === 'unknown' && layers.length > 0;
  return isBroken ? [...layers, ...breaks(layers, state, diagnostics)] : layers;
}

/** The diagnostics that no layer has. */
function notShown(diagnostics: readonly Diagnostic[], layers: readonly LayerView[]): Diagnostic[] {
  const shown = new Set(layers.map(({ problem }) => problem?.id));
  return diagnostics.filter(({ id }) => !shown.has(id));
}

/** Errors between the steps that are known and the model that they do not reach. */
function breaks(layers: readonly LayerView[], { span }: ModelState, diagnostics: readonly Diagnostic[]): LayerView[] {
  const first = Math.min(...layers.map(layer => layer.span.line));
  return notShown(diagnostics, layers)
    .filter(({ span: at, level }) => level === 'error' && at.path === span.path && at.line >= first && at.line <= span.line)
    .map(diagnostic => ({
      name: '',
      class: 'Operation',
      span: diagnostic.span,
      settings: '',
      output: null,
      parameters: null,
      from: [],
      problem: viewed(diagnostic),
    }));
}

/** Numbers in all weights; null where those of a layer are not known. */
const total = (layers: readonly LayerView[]): number | null =>
  layers.length === 0
    ? null
    : layers.reduce<number | null>((sum, { parameters }) => (sum === null || parameters === null ? null : sum + parameters), 0);
