import { type HubType, type HubTypes, isType } from '../../hub/module';
import { backboneClasses, backboneTypes, isBackbone, type PresetFacts } from '../../hub/preset';
import type { Dim } from '../../tensor/shape';
import { NONE, str, UNKNOWN, type Value } from '../../values/value';
import { exactShape } from '../core/facts';
import { shortName } from '../core/names';
import { object } from '../core/objects';
import { fail } from '../core/report';
import { type Call, parameters, type Rule, type Table } from '../core/rule';
import { tensor, tensorsIn } from '../core/tensors';
import { automaticName, layerFamily } from '../layers/layer';
import { emptyModel, type ModelState } from '../models/model';
import { pathText } from '../system/path-text';
import { dictOf } from './inputs';

/** The network of a backbone as one step from its inputs to its outputs. */
const NETWORK = 'keras_hub.Network';

interface NetworkState {
  readonly gives: HubTypes;
  /** The parts of it follow the policy that its preset or the call names, so their dtype is not known. */
  readonly hasPolicy: boolean;
}

/** `keras_hub.models.BertBackbone.from_preset(preset)` of a preset that is on this machine: its config.json says the sizes. */
const fromPreset: Rule = call => {
  const preset = pathText(call.args.get('preset'));
  const facts = preset === undefined ? undefined : call.session.workspace.preset?.(preset);
  if (preset === undefined || facts === undefined || refusesClass(call, preset, facts)) return UNKNOWN;
  const types = backboneTypes(withArguments(call, facts));
  return types ? backbone(call, types.takes, { gives: types.gives, hasPolicy: hasPolicy(call, facts) }) : UNKNOWN;
};

/** A preset of another class than the one that is asked for it. */
function refusesClass(call: Call, preset: string, { className }: PresetFacts): boolean {
  const asked = shortName(call.api.slice(0, -'.from_preset'.length));
  if (isBackbone(className, asked) !== false) return false;
  fail(
    call,
    'layer-argument',
    `${preset} is a preset of ${className}. Call keras_hub.models.${className}.from_preset. KerasHub: "Saved preset has type \`${className}\` which is not a subclass of calling class \`${asked}\`".`,
    { span: call.args.spanOf('preset') },
  );
  return true;
}

/** Arguments of the call count for more than the file; what is not a plain number there is not known. */
function withArguments({ args }: Call, facts: PresetFacts): PresetFacts {
  const given = Object.entries(args.extra).map(([name, value]) => [name, value.kind === 'int' ? value.value : undefined]);
  return { ...facts, config: { ...facts.config, ...Object.fromEntries(given) } };
}

/** Without a policy of its own a backbone computes in the one of the program, float32 as a rule. */
const hasPolicy = ({ args, session }: Call, { config }: PresetFacts): boolean =>
  Object.hasOwn(args.extra, 'dtype') || session.policy.content !== 'float32' || !isFloat32(config.dtype);

const isFloat32 = (dtype: unknown): boolean =>
  dtype === undefined || dtype === null || dtype === 'float32' || (dtype as { config?: { name?: unknown } }).config?.name === 'float32';

function backbone(call: Call, takes: HubTypes, state: NetworkState): Value {
  const inputs = endsOf(takes, (type, name) => ({
    ...tensor('keras', type.shape, type.dtype, { facts: exactShape }),
    origin: { op: 'keras.Input', args: { name: name === undefined ? NONE : str(name) }, span: call.context.span },
  }));
  const origin = { op: `${NETWORK}.__call__`, args: { self: object(call, NETWORK, state), inputs }, span: call.context.span };
  const outputs = endsOf(state.gives, (type, name) => ({
    ...tensor('keras', type.shape, state.hasPolicy ? null : type.dtype),
    origin: { ...origin, ...(name !== undefined && { path: [name] }) },
  }));
  const model: ModelState = {
    ...emptyModel('functional', automaticName(call.session, call.api), call.context.span),
    layers: null,
    inputs,
    outputs,
    legacy: false,
  };
  return object(call, 'keras.Model', model);
}

/** One tensor, or a dictionary of them. */
const endsOf = (types: HubTypes, make: (type: HubType, name?: string) => Value): Value =>
  isType(types) ? make(types) : dictOf(Object.fromEntries(Object.entries(types).map(([name, type]) => [name, make(type, name)])));

/** What the network gives for other inputs: the batch, and the tokens where there is one vector for each, are those of the inputs. */
const callNetwork: Rule = call => {
  const state = call.self.kind === 'object' ? (call.self.state.content as NetworkState | undefined) : undefined;
  const inputs = call.args.rest[0] ?? Object.values(call.args.all)[0];
  const given = inputs === undefined ? [] : tensorsIn(inputs);
  if (state === undefined || given.length === 0) return UNKNOWN;
  const [batch, length] = [commonSize(given.map(({ type }) => type.shape?.[0] ?? null)), lengthOf(given.map(({ type }) => type.shape))];
  const family = layerFamily(call.session, given);
  return endsOf(state.gives, ({ shape, dtype }) => {
    const sized = shape?.map((dim, axis) => (axis === 0 ? batch : axis === 1 && shape.length === 3 ? (dim ?? length) : dim)) ?? null;
    return tensor(family, sized, state.hasPolicy ? null : dtype);
  });
};

const commonSize = (sizes: readonly Dim[]): Dim => (sizes.every(size => size === sizes[0]) ? (sizes[0] ?? null) : null);

/** How many tokens there are, where tokens are all that goes in. */
const lengthOf = (shapes: readonly (readonly Dim[] | null)[]): Dim =>
  shapes.every(shape => shape?.length === 2) ? commonSize(shapes.map(shape => shape?.[1] ?? null)) : null;

const FROM_PRESET = parameters('preset, load_weights=True, **kwargs');

export const presetFunctions: Table = {
  ...Object.fromEntries(
    ['Backbone', ...backboneClasses()].map(name => [`keras_hub.models.${name}.from_preset`, { rule: fromPreset, parameters: FROM_PRESET }]),
  ),
  [`${NETWORK}.__call__`]: callNetwork,
};
