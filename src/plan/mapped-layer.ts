import type { Span } from '../diagnostics/span';
import { shortName } from '../rules/core/names';
import { layerState } from '../rules/layers/layer';
import { modelState } from '../rules/models/model';
import { asBool, asItems } from '../values/read';
import type { Origin, TensorValue, Value } from '../values/value';
import { GraphBuilder } from './graph';
import { isPreprocessing, layerPlan, layerSupport } from './layer';
import { callArguments } from './layer-call';
import { inline } from './nested';
import { partsOf } from './parts';
import type { Arg, Json, ModelNode, ModelPlan, OpNode } from './plan';
import { type Refusals, Refused } from './refused';
import { newScope } from './scope';
import type { LayerSupport } from './support/layer-row';

/** Whether an operation is the call of a layer or model of Keras. */
export const isMappedLayer = ({ op, args: { self } }: Pick<Origin, 'op' | 'args'>): boolean =>
  op.endsWith('.__call__') && self !== undefined && (layerState(self) !== undefined || modelState(self) !== undefined);

/** The operation that a call of a layer becomes in a pipeline. */
export const mappedCall = ({ args }: Pick<Origin, 'args'>): string => (isPreprocessing(args.self) ? 'keras.preprocess' : 'keras.call');

/** The arguments of a call of a layer in a function of a pipeline: the layer, or the model of it, and what goes in. Throws Refused. */
export function mappedLayer(
  { args: { self, ...given }, span, open }: Origin,
  result: TensorValue,
  refusals: Refusals,
  follow: (value: Value) => Arg,
): OpNode['args'] {
  const { inputs: fed, training, ...others } = callArguments(given);
  const name = shortName(self.kind === 'object' ? self.type : 'layer');
  const [unread] = Object.keys(others);
  if (open || unread !== undefined || fed === undefined)
    throw new Refused(span, `The argument ${unread ?? 'inputs'} of ${name} in a data pipeline cannot be trained from the editor yet.`);
  const inputs = follow(fed);
  if (isPreprocessing(self)) return { layer: { value: layerPlan(self, span, new Map(), refusals) as unknown as Json }, inputs };
  const mode = training === undefined || training.kind === 'none' ? null : asBool(training);
  if (mode === undefined)
    throw new Refused(span, `The argument training of ${name} is not known without running the program; write it out.`);
  const tensors = (fed.kind === 'tensor' ? [fed] : (asItems(fed) ?? [])) as TensorValue[];
  if (tensors.length === 0 || tensors.some(({ kind }) => kind !== 'tensor'))
    throw new Refused(span, `Only tensors and lists of them can go into ${name} in a data pipeline.`);
  const unbatched = isImageAlone(self, tensors, span);
  return {
    model: { value: modelOf(self, tensors, span, unbatched, refusals) as unknown as Json },
    inputs,
    training: { value: mode },
    unbatched: { value: unbatched },
    dtype: { value: result.type.dtype ?? 'float32' },
  };
}

const rowOf = (layer: Value): LayerSupport | undefined => {
  const state = layerState(layer);
  return state && layerSupport(shortName(state.class));
};

/** Whether layers for batches of images get one image. */
function isImageAlone(self: Value, tensors: readonly TensorValue[], span: Span): boolean {
  const layers = partsOf(self).filter(part => layerState(part) !== undefined);
  if (!layers.some(layer => rowOf(layer)?.rank === 4) || tensors.every(({ type }) => type.shape?.length !== 3)) return false;
  const other = layers.find(layer => rowOf(layer)?.rank !== 4 && rowOf(layer)?.perPixel !== true);
  if (other !== undefined)
    throw new Refused(
      span,
      `${shortName(layerState(other)?.class ?? '')} on an image that is not in a batch cannot be trained from the editor yet.`,
    );
  return true;
}

function modelOf(self: Value, tensors: readonly TensorValue[], span: Span, unbatched: boolean, refusals: Refusals): ModelPlan {
  const graph = new GraphBuilder(new Map(), refusals, unbatched ? 1 : 0);
  const nodes = tensors.map((tensor, place) => graph.input(tensor, `input_${place + 1}`, span));
  const inputs: Arg = nodes.length === 1 ? nodes[0] : { items: nodes };
  const state = modelState(self);
  const scope = newScope(new Map());
  const outputs =
    state === undefined
      ? { leaf: graph.placed(self, inputs, scope, span) }
      : inline(graph, { state, model: self }, inputs, { ...scope, prefix: `${state.name}/` }, span);
  const weighted = graph.withWeights[0];
  if (weighted !== undefined)
    throw new Refused(span, `${weighted} has weights, and in a data pipeline it would not be trained; call it in the model.`);
  if (!('leaf' in outputs))
    throw new Refused(span, 'A model with several outputs in a data pipeline cannot be trained from the editor yet.');
  return {
    kind: 'functional',
    name: state?.name ?? 'mapped',
    layers: [...graph.layers.values()],
    nodes: graph.nodes.map(asFloat),
    inputs: nodes.length === 1 ? { leaf: nodes[0] } : { items: nodes.map(leaf => ({ leaf })) },
    outputs,
    outputNames: ['output_1'],
  };
}

/** Layers compute in floats, whatever the data bring. */
const asFloat = (node: ModelNode): ModelNode =>
  'spec' in node && node.spec.dtype !== 'string' ? { ...node, spec: { ...node.spec, dtype: 'float32' } } : node;
