import type { Span } from '../diagnostics/span';
import type { Origin, TensorValue, Value } from '../values/value';
import { readArguments } from './arguments';
import { callKey } from './call-key';
import { isHubCall, moduleInputs, modulePlan } from './hub-call';
import { writtenValue } from './literal';
import { isMappedLayer, mappedCall, mappedLayer } from './mapped-layer';
import { featuresPlan, refusalOfTensor } from './op-arguments';
import type { Arg, Json, Nest, OpNode, TracedFunction } from './plan';
import { type Refusals, Refused, siteOf } from './refused';
import { isTensor, supportOf } from './support/accepted';
import { type OpSupport, ops } from './support/ops';

/** Stands for what is refused, so that the rest can still be read. */
const NOTHING: Arg = { value: null };

/**
 * Follows tensors back through the operations that made them. Nodes come in the order in which they run; an operation that gave several
 * tensors is one node. A tensor that `known` has is where the walk ends.
 */
export class Tracer {
  readonly nodes: OpNode[] = [];
  private readonly ids = new Map<string, number>();

  constructor(
    private readonly known: ReadonlyMap<Value, Arg>,
    private readonly span: Span,
    /** Number of the first node. */
    private readonly firstId: number,
    private readonly refusals: Refusals,
  ) {}

  /** An argument of an operation: tensors by the node that made them, the rest written out. */
  private arg(value: Value, what: string, span: Span): Arg {
    const known = this.known.get(value);
    if (known !== undefined) return known;
    if (value.kind === 'tensor' && value.origin !== undefined && !isWrittenOut(value)) return this.made(value, value.origin);
    if (holdsTensors(value)) {
      if (value.kind === 'tuple' || (value.kind === 'list' && value.cell.content?.items)) {
        const items = value.kind === 'tuple' ? value.items : (value.cell.content?.items ?? []);
        return { items: items.map(item => this.arg(item, what, span)) };
      }
      if (value.kind === 'dict' && value.cell.content) {
        const entries = [...value.cell.content.values()].map(item => [
          item.key.kind === 'str' ? item.key.value : '',
          this.arg(item.value, what, span),
        ]);
        return { entries: Object.fromEntries(entries) };
      }
    }
    return { value: writtenValue(value, what, span) };
  }

  private made(value: TensorValue, origin: Origin): Arg {
    const id = this.nodeOf(value, origin);
    return origin.path && origin.path.length > 0 ? { node: id, path: [...origin.path] } : { node: id };
  }

  private nodeOf(value: TensorValue, origin: Origin): number {
    const key = callKey(origin);
    const known = this.ids.get(key);
    if (known !== undefined) return known;
    const args = this.argsOf(value, origin);
    const id = this.firstId + this.nodes.length;
    this.nodes.push({ id, op: opOf(origin), args, site: siteOf(origin.span) });
    this.ids.set(key, id);
    return id;
  }

  /** The arguments of an operation that can be run; of another one the reasons in what it takes. */
  private argsOf(made: TensorValue, origin: Origin): OpNode['args'] {
    const { op, args, span } = origin;
    if (isHubCall(origin)) {
      const module = this.refusals.attempt(() => modulePlan(args.self, span, this.refusals));
      const inputs = this.refusals.attempt(() => this.arg(moduleInputs(origin), 'The input of a Hub module', span)) ?? NOTHING;
      return { module: { value: (module ?? null) as Json }, inputs };
    }
    if (isMappedLayer(origin))
      return (
        this.refusals.attempt(() => mappedLayer(origin, made, this.refusals, value => this.arg(value, 'What goes into a layer', span))) ??
        {}
      );
    const row = supportOf<OpSupport>(ops, op);
    if (row === undefined) {
      this.refusals.add(span, `${callOf(origin)} cannot be run in a data pipeline from the editor yet.`);
      for (const value of Object.values(args)) if (holdsTensors(value)) this.refusals.attempt(() => this.arg(value, op, span));
      return {};
    }
    if (row.engines) this.refusals.limit(span, op, row.engines);
    const spanOf = (parameter: string): Span => origin.spanOf?.(parameter) ?? span;
    const json = readArguments(row.arguments, { what: op, values: args, span, spanOf, open: origin.open === true }, this.refusals);
    const written = Object.entries(json).map(([name, value]): [string, Arg] => [name, { value }]);
    const tensors = Object.entries(args).flatMap(([name, value]): [string, Arg][] => {
      const accepted = row.arguments[name];
      return accepted !== undefined && isTensor(accepted) ? [[name, this.tensor(name, value, origin, spanOf(name))]] : [];
    });
    const missing = row.needs?.filter(name => (args[name]?.kind ?? 'none') === 'none') ?? [];
    if (missing.length > 0)
      this.refusals.add(span, `${op} without ${missing.join(' and ')} cannot be run in a data pipeline from the editor yet.`);
    const described = Object.entries(args).flatMap(([name, value]): [string, Arg][] => {
      if (row.arguments[name] !== 'features' || value.kind === 'none') return [];
      const features = this.refusals.attempt(() => featuresPlan(value, op, spanOf(name), this.refusals));
      return features === undefined ? [] : [[name, { value: features }]];
    });
    return Object.fromEntries([...tensors, ...written, ...described]);
  }

  private tensor(name: string, value: Value, { op, span }: Origin, at: Span): Arg {
    const accepted = supportOf<OpSupport>(ops, op)?.arguments[name];
    const why = accepted !== undefined && isTensor(accepted) ? refusalOfTensor(accepted, value) : undefined;
    if (why !== undefined) this.refusals.add(at, `${op} cannot be run in a data pipeline from the editor like this; ${name} ${why}.`);
    return this.refusals.attempt(() => this.arg(value, `The argument ${name} of ${op}`, span)) ?? NOTHING;
  }

  /** A nest of results. */
  nest(value: Value): Nest<Arg> {
    if (value.kind === 'tuple') return { items: value.items.map(item => this.nest(item)) };
    if (value.kind === 'list' && value.cell.content?.items) return { items: value.cell.content.items.map(item => this.nest(item)) };
    if (value.kind === 'dict' && value.cell.content) {
      return {
        entries: Object.fromEntries(
          [...value.cell.content.values()].map(item => [item.key.kind === 'str' ? item.key.value : '', this.nest(item.value)]),
        ),
      };
    }
    if (value.kind === 'unknown') {
      this.refusals.add(this.span, 'What this function gives is not known: it uses something that cannot be trained from the editor yet.');
      return { leaf: NOTHING };
    }
    if (value.kind === 'tensor' && value.type.raggedRank !== undefined)
      this.refusals.add(
        this.span,
        'This function gives a ragged tensor, which cannot be trained from the editor yet; use to_tensor() in it.',
      );
    return { leaf: this.refusals.attempt(() => this.arg(value, 'The result of this function', this.span)) ?? NOTHING };
  }
}

/** What an operation is called in a plan. */
function opOf(origin: Origin): string {
  if (isHubCall(origin)) return 'hub.call';
  return isMappedLayer(origin) ? mappedCall(origin) : origin.op;
}

/** What is called, as the user knows it. */
function callOf({ op, args }: Origin): string {
  if (!op.endsWith('.__call__')) return op;
  return args.self?.kind === 'object' ? `A call of ${args.self.type}` : 'A call of a custom layer';
}

/** A constant needs no operation. */
const isWrittenOut = (value: TensorValue): boolean =>
  value.constant !== undefined && !value.constant.includes(null) && (value.family === 'eager' || value.family === 'numpy');

const holdsTensors = (value: Value): boolean => {
  if (value.kind === 'tensor') return !isWrittenOut(value);
  if (value.kind === 'tuple') return value.items.some(holdsTensors);
  if (value.kind === 'list') return value.cell.content?.items?.some(holdsTensors) ?? false;
  return value.kind === 'dict' && value.cell.content !== null && [...value.cell.content.values()].some(item => holdsTensors(item.value));
};

/** The leaves of one element of a dataset, as the parameters of a function that is mapped over it. */
function parametersOf(element: Value): Map<Value, Arg> {
  const parameters = new Map<Value, Arg>();
  const spread = element.kind === 'tuple' ? element.items : [element];
  spread.forEach((parameter, index) => {
    for (const { leaf, path } of leavesOf(parameter)) parameters.set(leaf, path.length > 0 ? { node: index, path } : { node: index });
  });
  return parameters;
}

function leavesOf(value: Value, path: (string | number)[] = []): { leaf: Value; path: (string | number)[] }[] {
  if (value.kind === 'tuple') return value.items.flatMap((item, index) => leavesOf(item, [...path, index]));
  if (value.kind === 'dict' && value.cell.content) {
    return [...value.cell.content.values()].flatMap(item => leavesOf(item.value, [...path, item.key.kind === 'str' ? item.key.value : '']));
  }
  return [{ leaf: value, path }];
}

/** The function that turns an element into what it became. Throws Refused where that is not known. */
export function tracedFunction(element: Value, result: Value, span: Span, refusals: Refusals): TracedFunction {
  if (element.kind === 'unknown') throw new Refused(span, 'What goes into this function is not known without running the program.');
  const count = element.kind === 'tuple' ? element.items.length : 1;
  const parameters = Array.from(
    { length: count },
    (_, index): OpNode => ({ id: index, op: 'parameter', args: { index: { value: index } }, site: siteOf(span) }),
  );
  const tracer = new Tracer(parametersOf(element), span, count, refusals);
  const nest = tracer.nest(result);
  return { nodes: [...parameters, ...tracer.nodes], result: nest };
}
