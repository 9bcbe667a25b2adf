import type { TupleValue, Value } from '../../values/value';
import { after, setKeyword, withoutFirst } from '../core/edits';
import type { Details } from '../core/report';
import { sequenceOutput } from '../hub/fixes';
import type { LayerCall, LayerState } from './layer';
import { layerState } from './layer';

/** The layer that made what goes in, where a layer of Keras's own did. */
const previousLayerOf = (inputs: Value): LayerState | undefined => {
  const self = inputs.kind === 'tensor' ? inputs.origin?.args.self : undefined;
  return self && layerState(self);
};

/** Where the program wrote the shape of what goes in: of an Input, or as `input_shape` of this very layer. */
function writtenShape({ inputs, layer }: LayerCall): TupleValue | undefined {
  if (inputs.kind !== 'tensor' || (inputs.origin && previousLayerOf(inputs) !== undefined)) return undefined;
  const made = inputs.origin?.args ?? {};
  const written = made.shape ?? made.input_shape ?? layer.config.all.input_shape;
  return written?.kind === 'tuple' && written.spans?.length === written.items.length ? written : undefined;
}

/** What mends a wrong number of axes: all steps of the layer before, or another shape of the input. */
export function rankRemedy(call: LayerCall, found: number, wanted: number): Details {
  if (found === 2 && wanted === 3) {
    const steps = sequenceOutput(call.call.context, call.inputs) ?? returnSequences(call);
    if (steps.fixes !== undefined) return steps;
  }
  const written = writtenShape(call);
  const spans = written?.spans ?? [];
  const [first] = spans;
  const last = spans.at(-1);
  if (last === undefined || found !== spans.length + 1) return {};
  const related = [
    {
      span: { ...first, endLine: last.endLine, endColumn: last.endColumn },
      message: 'The shape is given here. It does not include the batch.',
    },
  ];
  if (found === wanted + 1) {
    const edits = withoutFirst(call.call.context, spans);
    if (edits === undefined) return { related };
    return {
      related,
      fixes: [{ title: 'Drop the first size, if it is the number of samples: the shape does not include the batch', edits }],
    };
  }
  if (found !== wanted - 1) return { related };
  return { related, fixes: [{ title: 'Add an axis of size 1 at the end of the shape', edits: [{ span: after(last), text: ', 1' }] }] };
}

/** The recurrent layer that made what goes in, perhaps through layers that keep its axes. */
function recurrentBefore(inputs: Value): LayerState | undefined {
  let layer = previousLayerOf(inputs);
  for (let steps = 0; layer?.row.keeps !== undefined && steps < 8; steps++) layer = previousLayerOf(layer.input);
  return layer?.row.recurrent && layer;
}

/** A recurrent layer before that gives its last step only, where all steps are needed. */
export function returnSequences(call: LayerCall): Details {
  const before = recurrentBefore(call.inputs);
  if (before === undefined) return {};
  const edits = setKeyword(call.call.context, before, 'return_sequences', 'True');
  const related = [
    { span: before.span, message: `'${before.name}' gives its last step only; with return_sequences=True it gives all of them.` },
  ];
  return edits ? { related, fixes: [{ title: `Add return_sequences=True to '${before.name}'`, edits }] } : { related };
}
