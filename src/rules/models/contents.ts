import type { Span } from '../../diagnostics/span';
import { asInt } from '../../values/read';
import type { TensorValue, Value } from '../../values/value';
import { pixelsOf, sourceOf, type ValueRange, valueRange } from '../core/facts';
import { fail } from '../core/report';
import type { Call } from '../core/rule';
import { tensorsIn } from '../core/tensors';
import { reportPixels } from '../hub/images';
import { hubState } from '../hub/state';
import { reportWords } from '../hub/words';
import { layerState } from '../layers/layer';
import { leaves } from '../pipeline/nest';
import type { FitData } from './fit-data';
import { layerCalls } from './graph';
import { modelState } from './model';

/** What the data holds against what the layers that meet it are made for: ids against an Embedding's rows, pixels against a module's range. */
export function checkContents(call: Call, model: Value, data: FitData): void {
  const state = modelState(model);
  const inputs = state ? leaves(state.inputs) : [];
  const given = tensorsIn(data.x);
  if (state === undefined || inputs.length !== given.length) return;
  const held = new Map<Value, TensorValue>(inputs.map((input, index) => [input, given[index]]));
  for (const { args, span } of layerCalls(state.outputs, state.inputs)) {
    const { self, ...rest } = args;
    const met = Object.values(rest)
      .flatMap(tensorsIn)
      .flatMap(tensor => held.get(tensor) ?? []);
    if (self === undefined || met.length === 0) continue;
    const place = { ...call, context: call.context.at(span) };
    checkIds(call, self, met[0], data);
    const hub = hubState(self);
    if (hub && met[0].type.dtype === 'string') reportWords(place, hub, met[0]);
    if (hub?.module?.pixels && pixelsOf(met[0])) reportPixels(place, hub.handle ?? 'The module', hub.module.pixels, met[0]);
  }
}

/** Rows that may stand for padding and for words that are not known. */
const SPARE_ROWS = 2;

/** Rows above the largest id of all records that are trained on: nothing trains them. */
function reportUnused(
  call: Call,
  argument: string,
  span: Span,
  { rows, range, given }: { rows: number; range: ValueRange; given: TensorValue },
): void {
  const source = sourceOf(given);
  const unused = rows - range.max - 1;
  if (source?.stats === undefined || source.sampled || unused <= SPARE_ROWS) return;
  fail(
    call,
    'embedding-unused',
    `The largest id of the data is ${range.max} (${range.where}), so ${unused} of the ${rows} rows of the Embedding are never used. ${argument}=${range.max + 1} is enough for these records.`,
    { span, level: 'information' },
  );
}

/** Ids against the rows of an Embedding: the largest one must be smaller than `input_dim`. */
function checkIds(call: Call, layer: Value, given: TensorValue, data: FitData): void {
  const { config, row } = layerState(layer) ?? {};
  const argument = row?.embedding?.ids;
  if (layer.kind !== 'object' || config === undefined || argument === undefined) return;
  const rows = asInt(config.get(argument));
  const range = valueRange(given);
  if (rows === undefined || range === undefined) return;
  const span = config.given(argument) ? config.spanOf(argument) : layer.origin.span;
  if (range.max < rows && range.min >= 0) {
    if (call.api.endsWith('.fit') && data.what === 'the data') reportUnused(call, argument, span, { rows, range, given });
    return;
  }
  const bad = range.max >= rows ? range.max : range.min;
  const advice = range.min < 0 ? 'Ids start at 0.' : `Give it ${argument}=${range.max + 1}, one more than the largest id.`;
  fail(
    call,
    'embedding-range',
    `The ids of ${data.what} go from ${range.min} to ${range.max} (${range.where}), and the Embedding has ${rows} rows, 0 to ${rows - 1}. ${advice} TensorFlow: "indices = ${bad} is not in [0, ${rows})".`,
    {
      span,
      related: [{ span: call.context.span, message: 'It raises here, when such an id comes.' }],
      fixes:
        range.min >= 0 && config.given(argument)
          ? [{ title: `Give the Embedding ${range.max + 1} rows`, edits: [{ span, text: String(range.max + 1) }] }]
          : [],
    },
  );
}
