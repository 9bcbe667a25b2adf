import { moduleTarget } from '../../compatibility/module-target';
import type { Target } from '../../compatibility/target';
import type { Span } from '../../diagnostics/span';
import type { Interpretation } from '../../python/interpretation';
import { tensorsIn } from '../../rules/core/tensors';
import { hubState } from '../../rules/hub/state';
import { layerState } from '../../rules/layers/layer';
import { type ModelState, modelState } from '../../rules/models/model';
import type { TensorType } from '../../tensor/type';
import { asBool, asInt, asString } from '../../values/read';
import type { Value } from '../../values/value';
import { chainOf, graphOf, type ModelStep } from './model-graph';

/** A place of a model that features are fed into. */
export interface ModelInput {
  /** The same while the program names model and place in the same way. */
  readonly id: string;
  /** Name of the variable. */
  readonly model: string;
  readonly target: Target;
  readonly span: Span;
  /** The layer; undefined for an input of the model itself. */
  readonly layer?: Value;
  /** What the layer's input is in the model, where it is called. */
  readonly fedBy?: TensorType;
  /** The layer's own call stands at `span`, as it does not in a sequential model. */
  readonly isCalled: boolean;
}

/**
 * What features are fed into in every model that a file assigns: the embedding and Hub layers that an input feeds directly, which take what they get from
 * it, and the inputs that feed something else. Layers that get their values from other layers are none of a feature's business.
 */
export function modelInputs(reading: Interpretation, path: string): ModelInput[] {
  const seen = new Set<Value>();
  const ids = new Map<string, number>();
  return reading.assignments.flatMap(({ name, span, value }) => {
    const state = modelState(value);
    if (state === undefined || span.path !== path || seen.has(value)) return [];
    seen.add(value);
    const isCalled = state.kind !== 'sequential';
    const steps = isCalled ? graphOf(state, reading.assignments) : chainOf(state);
    const fed = steps.filter(({ node, from }) => !('input' in node) && from.every(index => 'input' in steps[index].node));
    const layers = fed.map(step => ({ step, found: layerTarget(step, steps[step.from[0] ?? -1]) }));
    const onlyFeeds = (input: Value): boolean => {
      const index = steps.findIndex(({ node }) => 'input' in node && node.input === input);
      const takers = index < 0 ? steps.slice(0, 1) : steps.filter(({ from }) => from.includes(index));
      return takers.length > 0 && takers.every(taker => layers.some(({ step, found }) => step === taker && found !== undefined));
    };
    const inputs = inputsOf(state).filter(({ tensor }) => !onlyFeeds(tensor));
    const found = [...inputs.map(({ target, span: at }) => ({ target, span: at })), ...layers.flatMap(({ found }) => found ?? [])];
    return found.map(one => {
      const key = `${path} ${name} ${one.target.name}`;
      const before = ids.get(key) ?? 0;
      ids.set(key, before + 1);
      return { id: `${key} ${before}`, model: name, isCalled, ...one };
    });
  });
}

type Placed = Pick<ModelInput, 'target' | 'span' | 'layer' | 'fedBy'>;

const inputsOf = ({ inputs, inputSpan, span }: ModelState): (Placed & { tensor: Value })[] =>
  tensorsIn(inputs).map(tensor => ({
    tensor,
    target: { kind: 'input', name: asString(tensor.origin?.args.name ?? inputs) ?? 'input', takes: tensor.type },
    span: tensor.origin?.span ?? inputSpan ?? span,
  }));

function layerTarget({ node, span }: ModelStep, feeder: ModelStep | undefined): Placed | undefined {
  const layer = 'layer' in node ? node.layer : undefined;
  const target = layer && (embeddingTarget(layer) ?? hubTarget(layer));
  const fedBy = feeder && 'input' in feeder.node ? feeder.node.input.type : undefined;
  return target && { target, span, layer, ...(fedBy && { fedBy }) };
}

function embeddingTarget(layer: Value): Target | undefined {
  const state = layerState(layer);
  const names = state?.row.embedding;
  if (state === undefined || names === undefined) return undefined;
  const takes: TensorType = { shape: state.input.kind === 'tensor' ? state.input.type.shape : null, dtype: 'int64' };
  const [rows, width] = [names.ids, names.width].map(name => asInt(state.config.get(name)) ?? null);
  return { kind: 'embedding', name: state.name, takes, rows, width };
}

function hubTarget(layer: Value): Target | undefined {
  const { handle, module, config } = hubState(layer) ?? {};
  if (handle === undefined || module === undefined || config === undefined) return undefined;
  const [signature, outputKey] = ['signature', 'output_key'].map(name => asString(config.get(name)));
  const asDict = asBool(config.get('signature_outputs_as_dict')) === true;
  return moduleTarget(handle, module, {
    ...(signature !== undefined && { signature }),
    ...(outputKey !== undefined && { outputKey }),
    ...(asDict && { asDict }),
  });
}
