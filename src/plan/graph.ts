import type { Span } from '../diagnostics/span';
import { shortName } from '../rules/core/names';
import { asItems } from '../values/read';
import type { Origin, TensorValue, Value } from '../values/value';
import { givenTo, readArguments } from './arguments';
import { callKey } from './call-key';
import type { Trainable } from './changes';
import { layerPlan } from './layer';
import type { Arg, LayerPlan, ModelNode, Nest, TensorSpec } from './plan';
import { type Refusals, Refused, siteOf } from './refused';
import { type Supported, supportOf } from './support/accepted';
import { layerCall, modelInput } from './support/layers';
import { modelOps } from './support/ops';

const specOf = ({ type }: TensorValue): TensorSpec => ({ shape: type.shape && [...type.shape], dtype: type.dtype ?? 'float32' });
const outputSpec = (value: Value): Nest<TensorSpec> => ({
  leaf: value.kind === 'tensor' ? specOf(value) : { shape: null, dtype: 'float32' },
});

/** The name that the program gives an Input. */
export const inputName = ({ origin }: TensorValue): string | undefined => {
  const name = origin?.args.name;
  return name?.kind === 'str' ? name.value : undefined;
};

/** Builds the graph of a model: layers once each by name, calls in the order in which they run. What cannot be trained is refused, each for itself. */
export class GraphBuilder {
  readonly layers = new Map<string, LayerPlan>();
  readonly nodes: ModelNode[] = [];
  private readonly owners = new Map<string, Value>();
  private readonly done = new Map<string, Arg>();

  constructor(
    private readonly trainable: Trainable,
    private readonly refusals: Refusals,
  ) {}

  input(tensor: TensorValue, name: string, span: Span): Arg {
    const { origin, type } = tensor;
    if (origin?.op === 'keras.Input') readArguments(modelInput, givenTo({ origin }, 'Input'), this.refusals);
    if (type.dtype === 'string' || type.dtype?.startsWith('complex'))
      this.refusals.add(span, `A model input of dtype ${type.dtype} cannot be trained from the editor yet.`);
    if (type.sparse || type.raggedRank !== undefined)
      this.refusals.add(span, 'A model input that is sparse or ragged cannot be trained from the editor yet.');
    if (type.shape === null) this.refusals.add(span, 'The shape of this model input is not known; give its first layer an Input(shape=…).');
    const id = this.nodes.length;
    this.nodes.push({ id, op: 'input', name, spec: specOf(tensor), site: siteOf(span) });
    return { node: id };
  }

  /** A call of a layer on what earlier nodes gave. */
  callLayer(layer: Value, args: { [parameter: string]: Arg }, output: Value, span: Span): Arg {
    const id = this.nodes.length;
    const name = this.refusals.attempt(() => this.addLayer(layer, span)) ?? '';
    this.nodes.push({ id, op: 'layer', layer: name, args, spec: outputSpec(output), site: siteOf(span) });
    return { node: id };
  }

  /** The name of a layer that can be trained. Throws Refused for others. */
  addLayer(layer: Value, span: Span): string {
    const known = [...this.owners].find(([, owner]) => owner === layer);
    if (known) return known[0];
    const plan = layerPlan(layer, span, this.trainable, this.refusals);
    if (this.owners.has(plan.name))
      throw new Refused(span, `Two layers of this model are called "${plan.name}"; Keras wants each name once.`);
    this.owners.set(plan.name, layer);
    this.layers.set(plan.name, plan);
    return plan.name;
  }

  /** The node that gives a symbolic tensor: an input, or the call that made it. */
  tensor(value: Value, inputs: ReadonlyMap<Value, Arg>, span: Span): Arg {
    const known = inputs.get(value);
    if (known !== undefined) return known;
    if (value.kind !== 'tensor' || value.origin === undefined)
      throw new Refused(span, 'A tensor of this model cannot be followed back to its inputs.');
    const { origin } = value;
    if (origin.path && origin.path.length > 0)
      throw new Refused(origin.span, 'A layer with several outputs cannot be trained from the editor yet.');
    const key = callKey(origin);
    const found = this.done.get(key) ?? this.made(origin, value, inputs);
    this.done.set(key, found);
    return found;
  }

  private made(origin: Origin, output: TensorValue, inputs: ReadonlyMap<Value, Arg>): Arg {
    const { op, args, span } = origin;
    if (op === 'keras.Input') throw new Refused(span, 'This Input is used by the model but is not among its inputs.');
    const follow = (value: Value): Arg => {
      if (value.kind === 'tensor') return this.tensor(value, inputs, span);
      const items = asItems(value);
      if (items?.every(item => item.kind === 'tensor')) return { items: items.map(follow) };
      throw new Refused(
        span,
        `Only tensors and lists of them can go into ${shortName(op.replace('.__call__', ''))} in a model that is trained from the editor.`,
      );
    };
    if (op.endsWith('.__call__')) {
      const { self, ...given } = args;
      const values = callArguments(given);
      const what = self.kind === 'object' ? `the call of ${shortName(self.type)}` : 'this call';
      readArguments(layerCall, { ...givenTo({ origin }, what), values }, this.refusals);
      const followed = this.refusals.attempt(() => ({ inputs: follow(values.inputs) })) ?? {};
      return this.callLayer(self, followed, output, span);
    }
    const row = supportOf<Supported>(modelOps, op);
    if (row === undefined) this.refusals.add(span, `${op} inside a model cannot be trained from the editor yet; use layers.`);
    else readArguments(row.arguments, givenTo({ origin }, op), this.refusals);
    const operands = Object.entries(args).filter(([name, value]) => (row ? row.arguments[name] === 'part' : value.kind === 'tensor'));
    const followed = Object.fromEntries(
      operands.map(([name, value]) => [name, this.refusals.attempt(() => follow(value)) ?? { value: null }]),
    );
    const id = this.nodes.length;
    this.nodes.push({ id, op, args: followed, spec: outputSpec(output), site: siteOf(span) });
    return { node: id };
  }
}

/** Arguments of a layer's call by name: the first one is its inputs, whatever `call` names it. */
function callArguments({ args, ...named }: Origin['args']): { [name: string]: Value } {
  const positional = asItems(args) ?? [];
  const [first = Object.values(named)[0], ...more] = positional;
  const others = Object.entries(named).filter(([, value]) => positional.length > 0 || value !== first);
  return { inputs: first, ...Object.fromEntries(more.map((value, index) => [`input_${index + 2}`, value])), ...Object.fromEntries(others) };
}
