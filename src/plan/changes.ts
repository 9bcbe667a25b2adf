import type { Span } from '../diagnostics/span';
import { shortName } from '../rules/core/names';
import { isOptimizerOf } from '../rules/models/optimizer-of';
import type { ProgramEvent } from '../values/library';
import { asBool, asItems, asNumber, asString } from '../values/read';
import type { Value } from '../values/value';
import { partsOf } from './parts';
import type { Refusals } from './refused';
import { harmlessAttributes, harmlessMethods, suspectAttributes, suspectMethods, suspectVariables } from './support/changes';

/** What is trained: the objects whose changes matter. */
export interface Trained {
  readonly model: Value;
  /** The model with all layers and models inside it. */
  readonly parts: readonly Value[];
  readonly optimizer: Value | undefined;
}

/** `layer.trainable = …` of each layer that has it, as it stands before `fit`. */
export type Trainable = ReadonlyMap<Value, boolean>;

/** What a program did to a model that can be trained so. */
export interface ModelChanges {
  readonly trainable: Trainable;
  /** The learning rate that the optimizer was set to last. */
  readonly rate?: { readonly value: number; readonly event: ProgramEvent };
}

/**
 * What the program did to a model, its layers and its optimizer between their construction and `fit`: which layers are frozen, the learning rate, and the
 * rest refused at its line. `events` are those before `fit`, in order.
 */
export function readChanges(events: readonly ProgramEvent[], trained: Trained, refusals: Refusals): ModelChanges {
  const trainable = new Map<Value, boolean>();
  let rate: ModelChanges['rate'];
  for (const event of events) {
    const { name, args, span, doubtful } = event;
    const part = partOf(args.self, trained);
    const newRate = part === 'optimizer' ? rateSetBy(event) : undefined;
    if (newRate !== undefined) {
      rate = { value: newRate, event };
      continue;
    }
    if (name === 'data_format' && asString(args.data_format) !== 'channels_last')
      refusals.add(span, 'Channels in front cannot be trained from the editor yet; use channels_last.');
    else if (name === 'set') readAttribute(args, { part, span, doubtful: doubtful === true }, trained, trainable, refusals);
    else if (name === 'assign') refuseAssignment(args, span, refusals);
    else if (name === 'method') readMethod(args, part, span, refusals);
    else if (name === 'pretrained' && part !== undefined)
      refusals.add(
        span,
        `The pretrained weights of ${asString(args.network)} cannot be loaded in the editor yet: give weights=None to train it from random ones, or train with --engine python.`,
      );
  }
  return { trainable, ...(rate && { rate }) };
}

/** The number that an event sets the learning rate of an optimizer to, by assignment or `assign`; undefined where it does something else, or perhaps. */
function rateSetBy({ name, args, doubtful }: ProgramEvent): number | undefined {
  if (doubtful) return undefined;
  const path = name === 'method' ? asItems(args.path)?.map(asString).join('.') : undefined;
  const isSet = name === 'set' && asString(args.name) === 'learning_rate';
  const value = isSet ? args.value : path === 'learning_rate.assign' ? asItems(args.given)?.[0] : undefined;
  return value?.kind === 'bool' ? undefined : asNumber(value);
}

/** A weight of a layer that its `call` changes; the run would not. */
function refuseAssignment({ self }: ProgramEvent['args'], span: Span, refusals: Refusals): void {
  if (self.kind === 'tensor' && self.origin?.op === 'keras.Layer.add_weight')
    refusals.add(span, 'A weight that the program assigns to cannot be trained from the editor yet.');
}

/** What an object is to the training: "model", "layer", "optimizer"; "unknown" where it may be any; undefined where it is none. */
function partOf(self: Value | undefined, { model, parts, optimizer }: Trained): string | undefined {
  if (self === undefined) return undefined;
  if (self.kind === 'unknown') return 'unknown';
  if (self === model) return 'model';
  if (self === optimizer || isOptimizerOf(self, model)) return 'optimizer';
  return parts.includes(self) ? 'layer' : undefined;
}

interface Change {
  readonly part: string | undefined;
  readonly span: Span;
  readonly doubtful: boolean;
}

function readAttribute(
  args: ProgramEvent['args'],
  { part, span, doubtful }: Change,
  trained: Trained,
  trainable: Map<Value, boolean>,
  refusals: Refusals,
): void {
  const attribute = asString(args.name) ?? '';
  // Other attributes of the program's own objects are what its `call` reads.
  if (part !== undefined && args.self.kind === 'instance' && attribute !== 'trainable') return;
  if (part === undefined || harmlessAttributes.includes(attribute)) return;
  if (part === 'unknown') {
    if (suspectAttributes.includes(attribute))
      refusals.add(
        span,
        `Whose ${attribute} is set here is not known without running the program, so this cannot be trained from the editor yet.`,
      );
    return;
  }
  const value = asBool(args.value);
  if (attribute !== 'trainable' || part === 'optimizer' || value === undefined || doubtful) {
    const whose = part === 'layer' ? nameOf(args.self) : `the ${part}`;
    refusals.add(span, `Setting ${attribute} of ${whose} cannot be trained from the editor yet; give it where the object is made.`);
    return;
  }
  for (const layer of part === 'model' ? trained.parts : partsOf(args.self)) trainable.set(layer, value);
}

function readMethod(args: ProgramEvent['args'], part: string | undefined, span: Span, refusals: Refusals): void {
  const path = asItems(args.path)?.map(item => asString(item) ?? '') ?? [];
  const [method = '', owner = ''] = path.toReversed();
  const isAssignment = method.startsWith('assign') && suspectVariables.includes(owner);
  const isSuspect = isAssignment || suspectMethods.includes(method);
  const changes =
    part === 'unknown' ? isSuspect : part !== undefined && (isSuspect || (path.length === 1 && !harmlessMethods.includes(method)));
  if (changes) refusals.add(span, `What ${path.join('.')}() changes cannot be trained from the editor yet; leave it out.`);
}

const nameOf = (value: Value): string => (value.kind === 'object' ? shortName(value.type) : 'this layer');
