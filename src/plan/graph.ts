import type { Span } from '../diagnostics/span';
import { shortName } from '../rules/core/names';
import { hubState } from '../rules/hub/state';
import { layerState } from '../rules/layers/layer';
import { ownState } from '../rules/layers/own-state';
import { modelState } from '../rules/models/model';
import { asBool, asItems } from '../values/read';
import type { Inside, InstanceValue, Origin, TensorValue, Value } from '../values/value';
import { givenTo, readArguments } from './arguments';
import { callKey } from './call-key';
import type { Trainable } from './changes';
import { isHubCall, moduleInputs, modulePlan, refuseTrainedModule } from './hub-call';
import { isPreprocessing, layerPlan } from './layer';
import { callArguments, namedArguments, namedCall, takesSeveral } from './layer-call';
import { lossCall } from './loss-call';
import { modelOpArguments } from './model-op';
import { inline } from './nested';
import { refuseOverrides } from './own';
import type { Arg, Json, LayerPlan, ModelNode, Nest, TensorSpec, WeightPlan } from './plan';
import { type Refusals, Refused, siteOf } from './refused';
import { type GraphReader, type GraphScope, newScope } from './scope';
import { isTensor, type SupportedArguments } from './support/accepted';
import { layerCall, modelInput } from './support/layer-calls';
import { WeightReader } from './weight';

const specOf = ({ type }: TensorValue): TensorSpec => ({ shape: type.shape && [...type.shape], dtype: type.dtype ?? 'float32' });

/** Builds the graph of a model: layers and weights once each by name, calls in the order in which they run. What cannot be trained is refused, each for itself. */
export class GraphBuilder implements GraphReader {
  readonly layers = new Map<string, LayerPlan>();
  readonly nodes: ModelNode[] = [];
  readonly weights: WeightReader;
  /** Inputs of texts, which only Hub modules and layers that prepare values take. */
  private readonly texts: { id: number; span: Span }[] = [];
  private readonly owners = new Map<string, Value>();

  constructor(
    private readonly trainable: Trainable,
    readonly refusals: Refusals,
    /** Axes that tensors lack here: 1 where images come alone. */
    private readonly missingAxes = 0,
    /** What it is the graph of, as the user knows it. */
    private readonly whole = 'a model',
  ) {
    this.weights = new WeightReader(trainable, refusals);
  }

  get weightPlans(): readonly WeightPlan[] {
    return this.weights.plans;
  }

  input(tensor: TensorValue, name: string, span: Span): Arg {
    const { origin, type } = tensor;
    if (origin?.op === 'keras.Input') readArguments(modelInput, givenTo({ origin }, 'Input'), this.refusals);
    if (type.dtype?.startsWith('complex'))
      this.refusals.add(span, `A model input of dtype ${type.dtype} cannot be trained from the editor yet.`);
    if (type.sparse || type.raggedRank !== undefined)
      this.refusals.add(span, 'A model input that is sparse or ragged cannot be trained from the editor yet.');
    if (type.shape === null) this.refusals.add(span, 'The shape of this model input is not known; give its first layer an Input(shape=…).');
    const arg = this.parameter(tensor, name, span);
    if (type.dtype === 'string') this.texts.push({ id: arg.node, span });
    return arg;
  }

  /** What a function gets, whatever it is. */
  parameter(tensor: TensorValue, name: string, span: Span): { node: number } {
    const id = this.nodes.length;
    this.nodes.push({ id, op: 'input', name, spec: specOf(tensor), site: siteOf(span) });
    return { node: id };
  }

  /** Refuses inputs of texts that something else takes than a Hub module or a layer that prepares them. To be called when all nodes are there. */
  refuseTexts(): void {
    for (const { id, span } of this.texts) {
      const takers = this.nodes.filter(node => 'args' in node && Object.values(node.args).flatMap(nodesIn).includes(id));
      if (takers.length === 0 || takers.some(node => node.op !== 'hub.call' && !this.isPrepared(node)))
        this.refusals.add(
          span,
          'A model input of dtype string can be trained from the editor where only Hub modules and layers that prepare texts take it.',
        );
    }
  }

  private isPrepared(node: ModelNode): boolean {
    if (node.op !== 'layer') return false;
    const { layer } = node as { layer: string };
    const owner = this.owners.get(layer);
    // One that was refused has no name.
    return owner === undefined || isPreprocessing(owner);
  }

  private node(op: string, args: { [parameter: string]: Arg }, span: Span): Arg {
    const id = this.nodes.length;
    this.nodes.push({ id, op, args, site: siteOf(span) });
    return { node: id };
  }

  /** A call of a layer on what earlier nodes gave. */
  callLayer(layer: Value, args: { [parameter: string]: Arg }, span: Span, scope: GraphScope): Arg {
    const name = this.refusals.attempt(() => this.addLayer(layer, span, scope.prefix)) ?? '';
    const given = scope.training === undefined ? args : { training: { value: scope.training }, ...args };
    if (
      isPreprocessing(layer) &&
      Object.values(args)
        .flatMap(nodesIn)
        .some(id => this.isTrained(id))
    )
      throw new Refused(span, `What goes into ${nameOf(layer)} is made of weights that are trained, and no gradient goes through it here.`);
    const id = this.nodes.length;
    this.nodes.push({ id, op: 'layer', layer: name, args: given, site: siteOf(span) });
    return { node: id };
  }

  /** The name of a layer that can be trained. Throws Refused for others. */
  addLayer(layer: Value, span: Span, prefix = ''): string {
    const known = [...this.owners].find(([, owner]) => owner === layer);
    if (known) return known[0];
    const read = layerPlan(layer, span, this.trainable, this.refusals, this.missingAxes);
    const name = `${prefix}${read.name}`;
    if (this.owners.has(name)) throw new Refused(span, `Two layers of this model are called "${name}"; Keras wants each name once.`);
    this.owners.set(name, layer);
    this.layers.set(name, { ...read, name });
    return name;
  }

  /** The node that gives a symbolic tensor: an input, or the call that made it. */
  tensor(value: Value, scope: GraphScope, span: Span): Arg {
    if (value.kind !== 'tensor' || value.origin === undefined)
      throw new Refused(span, 'A tensor of this model cannot be followed back to its inputs.');
    const { origin, inside } = value;
    const known = scope.inputs.get(origin);
    if (known !== undefined) return known;
    const key = `${callKey(origin)} ${inside === undefined ? '' : (origin.path ?? []).join('.')}`;
    const found = scope.done.get(key) ?? (inside === undefined ? this.made(origin, scope) : this.inside(origin, inside, scope));
    scope.done.set(key, found);
    return inside === undefined ? partOf(found, origin) : (found as Arg);
  }

  /** A call of a frozen Hub module on what earlier nodes gave. */
  private module(self: Value, inputs: Arg, span: Span): Arg {
    refuseTrainedModule(self, this.trainable.get(self));
    if (nodesIn(inputs).some(id => this.isTrained(id)))
      throw new Refused(
        span,
        'What goes into this Hub module is made of weights that are trained, and no gradient goes through a SavedModel here: train with --engine python.',
      );
    return this.node('hub.call', { module: { value: modulePlan(self, span, this.refusals) as unknown as Json }, inputs }, span);
  }

  /** Whether weights that are trained have a part in what a node gives. */
  private isTrained(id: number): boolean {
    const node = this.nodes[id];
    if (node.op === 'input') return false;
    if (node.op === 'weight' || (node.op === 'layer' && this.hasWeights((node as { layer: string }).layer))) return true;
    return Object.values((node as { args: { [name: string]: Arg } }).args)
      .flatMap(nodesIn)
      .some(from => this.isTrained(from));
  }

  /** Names of layers with weights. */
  get withWeights(): string[] {
    return [...this.layers.keys()].filter(name => this.hasWeights(name));
  }

  private hasWeights(name: string): boolean {
    const layer = this.owners.get(name);
    return layer === undefined || (!isPreprocessing(layer) && layerState(layer)?.row.weights !== undefined);
  }

  /** What an argument of an operation stands for: tensors by their nodes, the rest written out. */
  follow(value: Value, scope: GraphScope, span: Span, what: string): Arg {
    if (value.kind === 'tensor') return this.tensor(value, scope, span);
    const items = asItems(value);
    if (items?.every(item => item.kind === 'tensor')) return { items: items.map(item => this.follow(item, scope, span, what)) };
    if (value.kind === 'dict' && value.cell.content && what === 'a Hub module') {
      const entries = [...value.cell.content.values()].map(({ key, value: item }) => [
        key.kind === 'str' ? key.value : '',
        this.follow(item, scope, span, what),
      ]);
      return { entries: Object.fromEntries(entries) };
    }
    throw new Refused(span, `Only tensors and lists of them can go into ${what} in a model that is trained from the editor.`);
  }

  private made(origin: Origin, scope: GraphScope): Arg | Nest<Arg> {
    const { op, args, span } = origin;
    if (op === 'keras.Input') throw new Refused(span, 'This Input is used by the model but is not among its inputs.');
    if (op === 'keras.Layer.add_weight') return this.node('weight', { name: { value: this.weights.read(origin, scope.prefix) } }, span);
    if (isHubCall(origin)) return this.module(args.self, this.follow(moduleInputs(origin), scope, span, 'a Hub module'), span);
    const loss = lossCall(origin, this.refusals);
    if (loss !== undefined) {
      const [labels, output] = [args.y_true, args.y_pred].map(value => this.follow(value, scope, span, 'a loss'));
      return this.node('loss', { loss: { value: loss }, labels, output }, span);
    }
    if (op.endsWith('.__call__')) return this.called(args.self, origin, scope);
    const read = modelOpArguments(origin, this.refusals, value => this.tensor(value, scope, span), this.whole);
    return this.node(op, read, span);
  }

  private called(self: Value, origin: Origin, scope: GraphScope): Arg | Nest<Arg> {
    const { span } = origin;
    const what = self.kind === 'object' ? `the call of ${shortName(self.type)}` : 'this call';
    const { self: _, ...given } = origin.args;
    const named = namedCall(self);
    if (named !== undefined) return this.callNamed(self, named, { origin, what, values: namedArguments(given, Object.keys(named)) }, scope);
    const values = callArguments(given);
    const { training, ...read } = readArguments(layerCall, { ...givenTo({ origin }, what), values }, this.refusals);
    const args = this.refusals.attempt(() => ({ inputs: this.follow(values.inputs, scope, span, what) })) ?? { inputs: undefined };
    const mode = typeof training === 'boolean' ? training : scope.training;
    const state = modelState(self);
    if (state === undefined)
      return this.callLayer(self, { ...(args.inputs && { inputs: args.inputs }), ...literals(read) }, span, { ...scope, training: mode });
    return inline(this, { state, model: self }, args.inputs, newScope(new Map(), `${scope.prefix}${state.name}/`, mode), span);
  }

  /** A call of a layer that takes more than what goes in: tensors by their nodes, each under its name. */
  private callNamed(
    self: Value,
    accepted: SupportedArguments,
    { origin, what, values }: { origin: Origin; what: string; values: Origin['args'] },
    scope: GraphScope,
  ): Arg {
    const { span } = origin;
    const { training, ...read } = readArguments(accepted, { ...givenTo({ origin }, what), values }, this.refusals);
    const tensors = Object.entries(values).flatMap(([name, value]): [string, Arg][] => {
      if (!Object.hasOwn(accepted, name) || !isTensor(accepted[name]) || value.kind === 'none') return [];
      const arg = this.refusals.attempt(() => this.follow(value, scope, origin.spanOf?.(name) ?? span, what));
      return arg === undefined ? [] : [[name, arg]];
    });
    const mode = typeof training === 'boolean' ? training : scope.training;
    return this.callLayer(self, { ...Object.fromEntries(tensors), ...literals(read) }, span, { ...scope, training: mode });
  }

  /** A layer put behind others: what it made of its input when the model was built. */
  placed(layer: Value, inputs: Arg, scope: GraphScope, span: Span): Arg {
    if (hubState(layer) !== undefined) return this.module(layer, inputs, span);
    const { input, output } = (layer.kind === 'instance' ? ownState(layer) : layerState(layer))?.traced ?? {};
    if (output?.kind !== 'tensor' || output.inside === undefined || input?.kind !== 'tensor' || input.origin === undefined) {
      if (takesSeveral(layer)) throw new Refused(span, `${nameOf(layer)} takes several tensors and gets one in a Sequential model.`);
      return this.callLayer(layer, { inputs }, span, scope);
    }
    return this.within(layer, output.inside, this.ownScope(layer, new Map([[input.origin, inputs]]), scope), span);
  }

  /** What a layer of the program gives: its `call` read in a scope of its own, in which what the call got is what goes in. */
  private inside(origin: Origin, inside: Inside, scope: GraphScope): Arg {
    const { self, ...given } = origin.args;
    const key = callKey(origin);
    const known = scope.calls.get(key);
    if (known !== undefined) return this.within(self, inside, known, origin.span);
    const inputs = Object.values(given)
      .flatMap(tensorsOf)
      .flatMap((tensor): [Origin, Arg][] =>
        tensor.origin === undefined ? [] : [[tensor.origin, this.tensor(tensor, scope, origin.span)]],
      );
    const mode = (given.training && asBool(given.training)) ?? scope.training;
    const inner = this.ownScope(self, new Map(inputs), { ...scope, training: mode });
    scope.calls.set(key, inner);
    return this.within(self, inside, inner, origin.span);
  }

  private within(self: Value, { training, inference }: Inside, inner: GraphScope, span: Span): Arg {
    const read = (value: TensorValue): Arg => this.tensor(value, inner, span);
    const isSame = training === inference || inner.training !== undefined;
    const result = isSame
      ? read(inner.training === true ? training : inference)
      : this.node('mode', { training: read(training), inference: read(inference) }, span);
    const [first] = inner.inputs.values();
    return first === undefined || self?.kind !== 'instance' || !supportsMasking(self)
      ? result
      : this.node('mask', { value: result, from: first }, span);
  }

  private ownScope(self: Value, inputs: ReadonlyMap<Origin, Arg>, { prefix, training }: GraphScope): GraphScope {
    if (self?.kind === 'instance') refuseOverrides(self, this.refusals);
    const name = nameOf(self);
    return newScope(inputs, name === undefined ? prefix : `${prefix}${name}/`, training);
  }
}

/** Nodes that an argument reads. */
function nodesIn(arg: Arg): number[] {
  if ('node' in arg) return [arg.node];
  if ('items' in arg) return arg.items.flatMap(nodesIn);
  return 'entries' in arg ? Object.values(arg.entries).flatMap(nodesIn) : [];
}

const nameOf = (self: Value): string | undefined => (self.kind === 'instance' ? ownState(self) : layerState(self))?.name;

const supportsMasking = (self: InstanceValue): boolean => {
  const given = self.attributes.content.get('supports_masking');
  return given !== undefined && asBool(given) === true;
};

function tensorsOf(value: Value): TensorValue[] {
  if (value.kind === 'tensor') return [value];
  const items = asItems(value) ?? (value.kind === 'dict' ? [...(value.cell.content?.values() ?? [])].map(item => item.value) : []);
  return items.flatMap(tensorsOf);
}

/** The part of what a call gave. */
function partOf(whole: Arg | Nest<Arg>, { path = [], span }: Origin): Arg {
  if ('node' in whole) return path.length === 0 ? whole : { ...whole, path: [...(whole.path ?? []), ...path] };
  if ('leaf' in whole || 'items' in whole || 'entries' in whole) return partOfNest(whole as Nest<Arg>, path, span);
  return whole;
}

function partOfNest(nest: Nest<Arg>, path: readonly (string | number)[], span: Span): Arg {
  const [key, ...rest] = path;
  if ('leaf' in nest) return nest.leaf;
  const part = key === undefined ? undefined : 'items' in nest ? nest.items[Number(key)] : nest.entries[key];
  if (part === undefined) throw new Refused(span, 'Which output of this model is used is not known without running the program.');
  return partOfNest(part, rest, span);
}

const literals = (read: { [parameter: string]: unknown }): { [parameter: string]: Arg } =>
  Object.fromEntries(Object.entries(read).map(([name, value]) => [name, { value: value as never }]));
