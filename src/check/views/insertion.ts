import { type Sentence, said } from '../../common/sentence';
import type { RecordFeature } from '../../compatibility/feature';
import type { Step } from '../../compatibility/verdict';
import type { Edit } from '../../diagnostics/diagnostic';
import type { Span } from '../../diagnostics/span';
import type { Insertion } from '../../protocol/compatibility';
import { slice } from '../../python/slice-text';
import { addKeywords, after, before, setKeyword } from '../../rules/core/edits';
import { hubState } from '../../rules/hub/state';
import { layerState } from '../../rules/layers/layer';
import { compatible } from '../../tensor/shape';
import { intoParse, spelled } from './insert-parse';
import type { ModelInput } from './model-inputs';
import { pieces } from './python-pieces';
import type { WrittenProgram } from './written-program';

/** A feature, and all features of its records. */
export interface FedFeature {
  readonly feature: RecordFeature;
  readonly features: readonly RecordFeature[];
}

/** Where in the program the steps of a way go, which feed a feature into an input of one of its models. */
export function insertionOf(steps: readonly Step[], fed: FedFeature, input: ModelInput, program: WrittenProgram): Insertion {
  const of = (place: Step['place']) => steps.filter(step => step.place === place);
  const parts = [
    ...(of('parse').length > 0 ? [intoParse(of('parse'), fed.features, program)] : []),
    ...of('layer').map(step => intoLayer(step, input, program)),
    ...of('call').map(step => intoCall(step, steps, fed, input, program)),
  ];
  const refused = parts.find(part => 'why' in part);
  if (refused) return refused;
  const edits = parts.flatMap(part => ('edits' in part ? part.edits : []));
  return edits.length > 0 ? { edits } : { done: true };
}

const ARGUMENT = /(\w+)=("(?:[^"\\]|\\.)*"|[^,\s]+)/g;

/** Keyword arguments, into the call that makes the layer. */
function intoLayer({ code }: Step, { layer, target }: ModelInput, { text }: WrittenProgram): Insertion {
  const config = layer && (layerState(layer) ?? hubState(layer))?.config;
  const span = layer?.kind === 'object' ? layer.origin.span : undefined;
  if (config === undefined || span === undefined) return { why: notWritten(target.name) };
  const words = { textAt: (place: Span) => textOf(text, place) };
  const wanted = [...code.matchAll(ARGUMENT)].map(([, name, value]) => ({ name, value }));
  const known = wanted.filter(({ name }) => config.given(name));
  const added = wanted.filter(({ name }) => !config.given(name));
  const changed = known.map(({ name, value }) => setKeyword(words, { config, span }, name, value));
  const more =
    added.length > 0 ? [addKeywords(words, { config, span }, Object.fromEntries(added.map(({ name, value }) => [name, value])))] : [];
  const edits = [...changed, ...more];
  if (edits.some(each => each === undefined)) return { why: notWritten(target.name) };
  return { edits: edits.flatMap(each => each ?? []) };
}

const notWritten = (name: string): Sentence => said`The program does not write the arguments of ${name} where they can be changed.`;

/** What stands before the layer, between it and its input, and behind that. */
const AROUND = /^(.*?)\blayer\((.*?)\bx\b(.*)$/s;

/** An expression of the layer and its input, around the call of the layer. */
function intoCall({ code }: Step, all: readonly Step[], { feature }: FedFeature, input: ModelInput, { text }: WrittenProgram): Insertion {
  const { span, isCalled, fedBy, target } = input;
  if (!isCalled) return { why: said`A Sequential model calls its layers itself: this needs a model that is made of inputs and outputs.` };
  const batch = feature.type.shape && [null, ...feature.type.shape];
  if (all.every(({ place }) => place !== 'parse') && fedBy !== undefined && !compatible(fedBy.shape, batch))
    return { why: said`The input of the model has another shape than "${feature.name}": change it first.` };
  const written = textOf(text, span);
  const argument = written === undefined ? undefined : lastArgument(written);
  const around = AROUND.exec(spelled(code, text(span.path)) ?? '');
  if (written === undefined || argument === undefined || around === null)
    return { why: said`The call of ${target.name} is not written as "layer(inputs)".` };
  const [, opening, beforeInput, rest] = around;
  const close = closingOf(beforeInput + rest) - beforeInput.length;
  const [first, last] = [placeIn(span, written, argument.start), placeIn(span, written, argument.end)];
  const edits: Edit[] = [
    { span: before(span), text: opening },
    { span: first, text: beforeInput },
    { span: last, text: rest.slice(0, close) },
    { span: after(span), text: rest.slice(close + 1) },
  ];
  return { edits: edits.filter(edit => edit.text !== '') };
}

/** Where the only positional argument of the last call of an expression is; undefined where it has several, or is no call. */
function lastArgument(written: string): { start: number; end: number } | undefined {
  let depth = 0;
  let start: number | undefined;
  let isPlain = true;
  for (const { text, at, isText } of pieces(written)) {
    if (isText) continue;
    if ('([{'.includes(text) && depth++ === 0 && text === '(') {
      start = at + 1;
      isPlain = true;
    } else if (')]}'.includes(text)) depth--;
    else if (depth === 1 && (text === ',' || text === '=')) isPlain = false;
  }
  const end = written.length - 1;
  return start !== undefined && isPlain && written[end] === ')' && start < end ? { start, end } : undefined;
}

/** The parenthesis that closes more than was opened. */
function closingOf(text: string): number {
  let depth = 0;
  for (const { text: piece, at, isText } of pieces(text)) {
    if (isText) continue;
    if ('([{'.includes(piece)) depth++;
    else if (')]}'.includes(piece) && depth-- === 0) return at;
  }
  return text.length;
}

const textOf = (text: WrittenProgram['text'], span: Span): string | undefined => {
  const whole = text(span.path);
  return whole === undefined ? undefined : slice(whole, span);
};

/** The place so many characters into what stands at a span. */
function placeIn(span: Span, written: string, offset: number): Span {
  const lines = written.slice(0, offset).split('\n');
  const line = span.line + lines.length - 1;
  const column = (lines.at(-1) ?? '').length + (lines.length === 1 ? span.column : 1);
  return { path: span.path, line, column, endLine: line, endColumn: column };
}
