import type { RuleName } from '../../diagnostics/catalogue';
import { printBatch, printShape, type Shape } from '../../tensor/shape';
import { asItems } from '../../values/read';
import { UNKNOWN, type Value } from '../../values/value';
import { failInKeras3 } from '../core/keras';
import { shortName } from '../core/names';
import { type Details, fail } from '../core/report';
import { rankRemedy } from './fixes';
import type { InputRank, LayerCall } from './layer';

export const refused: Value = UNKNOWN;

/** "The LSTM layer 'lstm'". */
export const layerTitle = ({ layer }: LayerCall): string => `The ${shortName(layer.class)} layer '${layer.name}'`;

/** Details of a refusal; `onlyKeras3`: Keras 2 takes it. */
type InputDetails = Details & { readonly onlyKeras3?: boolean };

/** Reports that a layer does not take what it gets; answers true. Silent for Keras 2, which has rules of its own. */
export function refuseInput(call: LayerCall, rule: RuleName, says: string, keras: string, details: InputDetails = {}): true {
  const { onlyKeras3, ...rest } = details;
  const message = `${layerTitle(call)} ${says}${keras === '' ? '' : ` Keras: "${keras.replace(/\.$/, '')}".`}`;
  if (onlyKeras3) failInKeras3(call.call, rule, message, rest);
  else if (!call.layer.legacy) fail(call.call, rule, message, rest);
  return true;
}

/** Keras's sentence for an input that a layer refuses (keras.src.layers.input_spec). */
const incompatible = ({ layer }: LayerCall, expected: string): string =>
  `Input 0 with name 'None' of layer '${layer.name}' is incompatible with the layer: ${expected}`;

/** What each axis of an input of a rank is, for the layers that ask for a rank. */
const axes: { [rank: number]: string } = {
  2: '(batch, features)',
  3: '(batch, steps, features)',
  4: '(batch, height, width, channels)',
  5: '(batch, depth, height, width, channels)',
};

/** The rank must be one, or at least `min`. Answers true and reports where it provably is not. */
export function refusesRank(call: LayerCall, shape: Shape, wanted: InputRank): boolean {
  if (shape === null) return false;
  const fits = 'rank' in wanted ? shape.length === wanted.rank : shape.length >= wanted.min;
  if (fits) return false;
  const [rank, expected] =
    'rank' in wanted ? [wanted.rank, `expected ndim=${wanted.rank}`] : [wanted.min, `expected min_ndim=${wanted.min}`];
  const exactly = 'rank' in wanted ? '' : 'at least ';
  return refuseInput(
    call,
    'layer-input-rank',
    `takes inputs with ${exactly}${rank} axes, ${axes[rank]} with the batch axis, but gets ${printBatch(shape)}, which has ${shape.length}.`,
    incompatible(call, `${expected}, found ndim=${shape.length}. Full shape received: ${printShape(shape)}.`),
    { ...rankRemedy(call, shape.length, rank), onlyKeras3: call.layer.row.anyRankInKeras2 },
  );
}

/** An axis must have the size that the layer was built for. Answers true and reports where it provably has not. */
export function refusesAxis(call: LayerCall, shape: Shape, axis: number): boolean {
  const built = call.layer.builtFor?.[0]?.at(axis) ?? null;
  const given = shape?.at(axis) ?? null;
  if (built === null || given === null || built === given) return false;
  return refuseInput(
    call,
    'layer-input-shape',
    `was built for ${built} features on axis ${axis}, but gets ${printBatch(shape)}, which has ${given} there.`,
    incompatible(call, `expected axis ${axis} of input shape to have value ${built}, but received input with shape ${printShape(shape)}.`),
    // Keras 2 multiplies at once where it knows every size, and with weights for one feature for any number of them.
    { onlyKeras3: call.symbolic && (built === 1 || (shape ?? []).slice(1, -1).includes(null)) },
  );
}

/** An axis that weights are made for must have a known size. Answers true and reports where Keras itself does not know it. */
export function refusesNone(
  call: LayerCall,
  shape: Shape,
  axis: number,
  keras = 'Shapes used to initialize variables must be fully-defined (no `None` dimensions).',
  details: InputDetails = {},
): boolean {
  if (!call.exact || shape === null || call.layer.builtFor?.[0]) return false;
  const position = axis < 0 ? axis + shape.length : axis;
  if (position < 0 || position >= shape.length || shape[position] !== null) return false;
  return refuseInput(
    call,
    'layer-input-shape',
    `makes weights for axis ${axis} of its input, but gets ${printBatch(shape)}, where the size of that axis is None. Give it a fixed size in the shape of the input.`,
    keras,
    details,
  );
}

/** One tensor is taken, several are given: most often the output of a recurrent layer together with its states. */
export function refusesSeveral(call: LayerCall): boolean {
  if (!call.layer.row.oneInput) return false;
  const items = asItems(call.inputs);
  if (items === undefined || items.length < 2 || items.some(({ kind }) => kind !== 'tensor')) return false;
  const states = items.every(item => item.kind === 'tensor' && item.origin?.path !== undefined);
  const hint = states ? ' A layer with return_state=True gives its output and its states: pass the output alone.' : '';
  return refuseInput(
    call,
    'layer-input-shape',
    `takes one tensor, but gets ${items.length}.${hint}`,
    `Layer "${call.layer.name}" expects 1 input(s), but it received ${items.length} input tensors.`,
  );
}
