import type { Span } from '../diagnostics/span';
import type { Origin, TensorValue, Value } from '../values/value';
import { callKey } from './call-key';
import { writtenValue } from './literal';
import type { Arg, Nest, OpNode, TracedFunction } from './plan';
import { Refused, siteOf } from './refused';

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
  ) {}

  /** An argument of an operation: tensors by the node that made them, the rest written out. */
  arg(value: Value, what: string, span: Span): Arg {
    const known = this.known.get(value);
    if (known !== undefined) return known;
    if (value.kind === 'tensor' && value.origin !== undefined && !isWrittenOut(value)) return this.made(value.origin);
    if (holdsTensors(value)) {
      if (value.kind === 'tuple' || (value.kind === 'list' && value.cell.content)) {
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

  private made(origin: Origin): Arg {
    const id = this.nodeOf(origin);
    return origin.path && origin.path.length > 0 ? { node: id, path: [...origin.path] } : { node: id };
  }

  private nodeOf(origin: Origin): number {
    const key = callKey(origin);
    const known = this.ids.get(key);
    if (known !== undefined) return known;
    const given = Object.entries(origin.args);
    const args = Object.fromEntries(
      given.map(([name, value]) => [name, this.arg(value, `The argument ${name} of ${origin.op}`, origin.span)]),
    );
    const id = this.firstId + this.nodes.length;
    this.nodes.push({ id, op: origin.op, args, site: siteOf(origin.span) });
    this.ids.set(key, id);
    return id;
  }

  /** A nest of results. */
  nest(value: Value): Nest<Arg> {
    if (value.kind === 'tuple') return { items: value.items.map(item => this.nest(item)) };
    if (value.kind === 'list' && value.cell.content) return { items: value.cell.content.items.map(item => this.nest(item)) };
    if (value.kind === 'dict' && value.cell.content) {
      return {
        entries: Object.fromEntries(
          [...value.cell.content.values()].map(item => [item.key.kind === 'str' ? item.key.value : '', this.nest(item.value)]),
        ),
      };
    }
    if (value.kind === 'unknown')
      throw new Refused(this.span, 'What this function gives is not known: it uses something that cannot be trained from the editor yet.');
    return { leaf: this.arg(value, 'The result of this function', this.span) };
  }
}

/** A constant needs no operation. */
const isWrittenOut = (value: TensorValue): boolean =>
  value.constant !== undefined && !value.constant.includes(null) && (value.family === 'eager' || value.family === 'numpy');

const holdsTensors = (value: Value): boolean => {
  if (value.kind === 'tensor') return !isWrittenOut(value);
  if (value.kind === 'tuple') return value.items.some(holdsTensors);
  if (value.kind === 'list') return value.cell.content?.items.some(holdsTensors) ?? false;
  return value.kind === 'dict' && value.cell.content !== null && [...value.cell.content.values()].some(item => holdsTensors(item.value));
};

/** The leaves of one element of a dataset, as the parameters of a function that is mapped over it. */
export function parametersOf(element: Value): Map<Value, Arg> {
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

/** The function that turns an element into what it became. */
export function tracedFunction(element: Value, result: Value, span: Span): TracedFunction {
  const count = element.kind === 'tuple' ? element.items.length : 1;
  const parameters = Array.from(
    { length: count },
    (_, index): OpNode => ({ id: index, op: 'parameter', args: { index: { value: index } }, site: siteOf(span) }),
  );
  const tracer = new Tracer(parametersOf(element), span, count);
  const nest = tracer.nest(result);
  return { nodes: [...parameters, ...tracer.nodes], result: nest };
}
