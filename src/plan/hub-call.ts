import type { Span } from '../diagnostics/span';
import { type Called, type NativeCall, nativeCall } from '../hub/native-call';
import type { Bound } from '../rules/core/bind';
import { HUB_SIGNATURE, type HubState, hubState } from '../rules/hub/state';
import { asBool, asItems, asString } from '../values/read';
import { NONE, type Origin, type Value } from '../values/value';
import type { ModulePlan } from './plan';
import { type Refusals, Refused } from './refused';

/** Whether an operation is the call of a Hub module, of its layer, or of one of its signatures. */
export const isHubCall = ({ op, args }: Pick<Origin, 'op' | 'args'>): boolean =>
  op.endsWith('.__call__') && args.self !== undefined && hubState(args.self) !== undefined;

/** Engines that run modules, besides the user's own Python. */
const ENGINES = ['native'] as const;

/** Arguments of hub.KerasLayer and hub.load that change what is loaded. */
const UNREAD = ['arguments', '_sentinel', 'tags', 'load_options', 'options'];

/** The module that is called, as the worker runs it: frozen. Throws Refused where that cannot be. */
export function modulePlan(self: Value, span: Span, refusals: Refusals): ModulePlan {
  const state = hubState(self);
  if (state?.handle === undefined) throw new Refused(span, 'Which Hub module is called here is not known without running the program.');
  const { handle, module, config } = state;
  const at = self.kind === 'object' ? self.origin.span : span;
  for (const name of UNREAD)
    if (config.given(name) !== false && config.get(name).kind !== 'none')
      throw new Refused(config.spanOf(name), `${name}=… of a Hub module cannot be trained from the editor; leave it out.`);
  if (module?.problem !== undefined) throw new Refused(at, module.problem);
  if (module?.files === undefined)
    throw new Refused(
      at,
      `${handle} is not on this machine: download it (tensorscope hub ${handle} --download), or name its folder with --hub-module or in the setting tensorscope.hub.modules.`,
    );
  const call = nativeCall(module.files, calledBy(state, at));
  if ('refused' in call) throw new Refused(at, `${handle} ${call.refused}. Train with Python (--engine python).`);
  refusals.limit(at, handle, ENGINES);
  return { handle, ...withOutputs(call, state, at) };
}

function calledBy({ config, signature, module }: HubState, at: Span): Called {
  if (signature !== undefined) return { signature };
  const given = config.given('signature') === false ? undefined : config.get('signature');
  if (given === undefined || given.kind === 'none') return module?.format === 'tf1' ? { signature: 'default' } : { object: true };
  const name = asString(given);
  if (name === undefined) throw new Refused(at, 'Which signature is called is not known without running the program; write it out.');
  return { signature: name };
}

/** What the layer hands on of what the module gives: one output by its key, or all in a dictionary. */
function withOutputs(call: NativeCall, { config, handle, signature, module }: HubState, at: Span): NativeCall {
  const key = signature === undefined ? outputKey(config, module?.format === 'tf1') : undefined;
  if (key === undefined) return call;
  const found = call.outputs.find(output => output.key === key);
  if (found === undefined)
    throw new Refused(at, `${handle} has no output "${key}" that can be reached natively. Train with Python (--engine python).`);
  return { ...call, outputs: [{ ...found, key: null }] };
}

function outputKey(config: Bound, isTf1: boolean): string | undefined {
  const isGiven = (name: string): boolean => config.given(name) !== false && config.get(name).kind !== 'none';
  if (isGiven('signature_outputs_as_dict') && asBool(config.get('signature_outputs_as_dict')) !== false) return undefined;
  if (!isGiven('output_key')) return isTf1 ? 'default' : undefined;
  const key = asString(config.get('output_key'));
  if (key === undefined)
    throw new Refused(config.spanOf('output_key'), 'Which output is used is not known without running the program; write it out.');
  return key;
}

/** What a call gives the module. Throws Refused where it gives more than that. */
export function moduleInputs({ args: { self: _, ...given }, span, spanOf }: Origin): Value {
  const { training = NONE, args, ...named } = given;
  if (training.kind !== 'none' && asBool(training) !== false)
    throw new Refused(spanOf?.('training') ?? span, 'A Hub module is frozen here: leave training=… out, or train with --engine python.');
  const all = [...((args && asItems(args)) ?? []), ...Object.values(named)];
  if (all.length !== 1)
    throw new Refused(span, 'A Hub module can be trained from the editor with one argument, a tensor or a dictionary of them.');
  return all[0];
}

/** Whether a layer's module is trained with the model; `set` is what the program set it to later. Throws Refused where it is, or may be. */
export function refuseTrainedModule(self: Value, set: boolean | undefined): void {
  const state = hubState(self);
  if (state === undefined || self.kind !== 'object' || self.type === HUB_SIGNATURE) return;
  const { config } = state;
  const given = config.given('trainable') === false ? false : asBool(config.get('trainable'));
  if ((set ?? given) === false) return;
  throw new Refused(
    config.given('trainable') ? config.spanOf('trainable') : self.origin.span,
    'A Hub module is trained by Python only, as no gradient goes through a SavedModel here: leave trainable=False, or train with --engine python.',
  );
}
