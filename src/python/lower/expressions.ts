import type { Node } from 'web-tree-sitter';
import type { Argument, BinaryOp, CompareOp, Expr, ForClause, FormatPart, Parameter, UnaryOp } from '../ast';
import { children, fields, type Lowering, nameIn, spanOf } from './context';
import { floatValue, integerValue, stringPrefix, unescaped } from './literals';

type Rule = (node: Node, lowering: Lowering) => Expr;

/** Deepest expression that is read. CPython takes 200 brackets within each other; long sums and chains of calls nest as well. */
const MAX_NESTING = 500;
/** Most items of a list, or arguments of a call, that are read: each takes about a kilobyte, and no program writes so many out. */
const MAX_ITEMS = 20_000;

/** A concrete node as an expression; what is not understood, nests too deeply or has too many items becomes `unreadable`, whose value is unknown. */
export function lowerExpression(node: Node | null, lowering: Lowering): Expr {
  if (node === null) throw new Error('lowerExpression needs a node');
  const rule = Object.hasOwn(rules, node.type) ? rules[node.type] : unreadable;
  if (lowering.nesting >= MAX_NESTING || node.namedChildCount > MAX_ITEMS) return unreadable(node, lowering);
  lowering.nesting++;
  const lowered = rule(node, lowering);
  lowering.nesting--;
  return lowered;
}

const unreadable: Rule = (node, lowering) => ({ kind: 'unreadable', span: spanOf(node, lowering) });
const optional = (node: Node | null, lowering: Lowering): Expr | null => (node === null ? null : lowerExpression(node, lowering));
const field = (node: Node, name: string, lowering: Lowering): Expr => {
  const child = node.childForFieldName(name);
  return child === null ? unreadable(node, lowering) : lowerExpression(child, lowering);
};
const items = (node: Node, lowering: Lowering): Expr[] => children(node).map(child => lowerExpression(child, lowering));
const sequence =
  (kind: 'list' | 'tuple' | 'set'): Rule =>
  (node, lowering) => ({ kind, span: spanOf(node, lowering), items: items(node, lowering) });
const constant =
  (value: boolean | null | 'ellipsis'): Rule =>
  (node, lowering) => ({ kind: 'constant', span: spanOf(node, lowering), value });
const onlyChild: Rule = (node, lowering) => {
  const [child] = children(node);
  return child === undefined ? unreadable(node, lowering) : lowerExpression(child, lowering);
};
const starred: Rule = (node, lowering) => ({ kind: 'starred', span: spanOf(node, lowering), value: onlyChild(node, lowering) });

const comprehension =
  (of: 'list' | 'set' | 'dict' | 'generator'): Rule =>
  (node, lowering) => {
    const body = node.childForFieldName('body');
    const pair = body?.type === 'pair' ? body : null;
    const clauses: ForClause[] = [];
    for (const child of children(node)) {
      if (child.type === 'for_in_clause') {
        clauses.push({ target: field(child, 'left', lowering), iterable: iterableOf(child, lowering), conditions: [] });
      } else if (child.type === 'if_clause') {
        clauses.at(-1)?.conditions.push(onlyChild(child, lowering));
      }
    }
    return {
      kind: 'comprehension',
      span: spanOf(node, lowering),
      of,
      key: pair ? field(pair, 'key', lowering) : null,
      element: pair ? field(pair, 'value', lowering) : body ? lowerExpression(body, lowering) : unreadable(node, lowering),
      clauses,
    };
  };

/** The right side of `for … in a, b`: several nodes are a tuple. */
function iterableOf(node: Node, lowering: Lowering): Expr {
  const right = fields(node, 'right');
  if (right.length === 1) return lowerExpression(right[0], lowering);
  return { kind: 'tuple', span: spanOf(node, lowering), items: right.map(child => lowerExpression(child, lowering)) };
}

function lowerString(node: Node, lowering: Lowering): Expr {
  const span = spanOf(node, lowering);
  const { raw, bytes } = stringPrefix(node.child(0)?.text ?? '"');
  const parts = formatParts(children(node), raw, lowering);
  const texts = parts.filter((part): part is { text: string } => 'text' in part);
  if (texts.length < parts.length) return { kind: 'fstring', span, parts };
  return { kind: bytes ? 'bytes' : 'str', span, value: texts.map(part => part.text).join('') };
}

function formatParts(nodes: Node[], raw: boolean, lowering: Lowering): FormatPart[] {
  const parts: FormatPart[] = [];
  for (const node of nodes) {
    if (node.type === 'string_content')
      parts.push({ text: (raw ? node.text : unescaped(node.text)).replace(/\{\{/g, '{').replace(/\}\}/g, '}') });
    else if (node.type === 'interpolation') parts.push(interpolation(node, raw, lowering));
  }
  return parts;
}

function interpolation(node: Node, raw: boolean, lowering: Lowering): FormatPart {
  const format = children(node).find(child => child.type === 'format_specifier');
  const conversion = children(node).find(child => child.type === 'type_conversion');
  return {
    value: field(node, 'expression', lowering),
    conversion: conversion ? conversion.text.slice(1) : null,
    format: format ? formatSpecifier(format, raw, lowering) : [],
  };
}

function formatSpecifier(node: Node, raw: boolean, lowering: Lowering): FormatPart[] {
  const nested = children(node);
  if (nested.length === 0) return [{ text: node.text.replace(/^:/, '') }];
  return nested.map(child =>
    child.type === 'interpolation' ? interpolation(child, raw, lowering) : { text: child.text.replace(/^:/, '') },
  );
}

/** "a" "b" is one string; pieces of one kind become one literal. */
function lowerConcatenated(node: Node, lowering: Lowering): Expr {
  const pieces = items(node, lowering);
  const span = spanOf(node, lowering);
  const first = pieces[0];
  if (first !== undefined && (first.kind === 'str' || first.kind === 'bytes') && pieces.every(piece => piece.kind === first.kind)) {
    return { kind: first.kind, span, value: pieces.map(piece => (piece.kind === first.kind ? piece.value : '')).join('') };
  }
  const parts = pieces.flatMap((piece): FormatPart[] =>
    piece.kind === 'fstring'
      ? piece.parts
      : piece.kind === 'str'
        ? [{ text: piece.value }]
        : [{ value: piece, conversion: null, format: [] }],
  );
  return { kind: 'fstring', span, parts };
}

function lowerComparison(node: Node, lowering: Lowering): Expr {
  const operands = items(node, lowering);
  const operators = node
    .childrenForFieldName('operators')
    .map(child => child?.type ?? '')
    .filter(type => type !== '');
  const [first, ...rest] = operands;
  if (first === undefined || operators.length !== rest.length) return unreadable(node, lowering);
  return {
    kind: 'compare',
    span: spanOf(node, lowering),
    first,
    rest: rest.map((right, index) => ({ op: (operators[index] === '<>' ? '!=' : operators[index]) as CompareOp, right })),
  };
}

export function lowerArguments(node: Node, lowering: Lowering): Argument[] {
  if (node.type === 'generator_expression') {
    const value = lowerExpression(node, lowering);
    return [{ kind: 'positional', name: null, value, span: value.span }];
  }
  return children(node).map((child): Argument => {
    const span = spanOf(child, lowering);
    if (child.type === 'keyword_argument')
      return { kind: 'keyword', name: child.childForFieldName('name')?.text ?? '', value: field(child, 'value', lowering), span };
    if (child.type === 'list_splat') return { kind: 'star', name: null, value: onlyChild(child, lowering), span };
    if (child.type === 'dictionary_splat') return { kind: 'doublestar', name: null, value: onlyChild(child, lowering), span };
    return { kind: 'positional', name: null, value: lowerExpression(child, lowering), span };
  });
}

/** Parameters of a function or lambda; those after a bare `*` are keyword-only. */
export function lowerParameters(node: Node | null, lowering: Lowering): Parameter[] {
  if (node === null) return [];
  const parameters: Parameter[] = [];
  let kind: Parameter['kind'] = 'positional';
  for (const child of children(node)) {
    if (child.type === 'keyword_separator') kind = 'keyword';
    else if (child.type !== 'positional_separator') {
      const parameter = lowerParameter(child, kind, lowering);
      parameters.push(parameter);
      if (parameter.kind === 'star') kind = 'keyword';
    }
  }
  return parameters;
}

function lowerParameter(node: Node, kind: Parameter['kind'], lowering: Lowering): Parameter {
  const span = spanOf(node, lowering);
  switch (node.type) {
    case 'default_parameter':
    case 'typed_default_parameter':
      return { kind, name: nameIn(node.childForFieldName('name')), default: optional(node.childForFieldName('value'), lowering), span };
    case 'typed_parameter':
      return { ...lowerParameter(children(node)[0] ?? node, kind, lowering), span };
    case 'list_splat_pattern':
      return { kind: 'star', name: nameIn(children(node)[0]), default: null, span };
    case 'dictionary_splat_pattern':
      return { kind: 'doublestar', name: nameIn(children(node)[0]), default: null, span };
    default:
      return { kind, name: node.type === 'identifier' ? nameIn(node) : '', default: null, span };
  }
}

const rules: { [type: string]: Rule } = {
  identifier: (node, lowering) => ({ kind: 'name', span: spanOf(node, lowering), name: nameIn(node) }),
  integer: (node, lowering) => {
    if (/[jJ]$/.test(node.text)) return unreadable(node, lowering);
    return { kind: 'int', span: spanOf(node, lowering), value: integerValue(node.text) };
  },
  float: (node, lowering) => {
    if (/[jJ]$/.test(node.text)) return unreadable(node, lowering);
    return { kind: 'float', span: spanOf(node, lowering), value: floatValue(node.text) };
  },
  string: lowerString,
  concatenated_string: lowerConcatenated,
  true: constant(true),
  false: constant(false),
  none: constant(null),
  ellipsis: constant('ellipsis'),
  list: sequence('list'),
  list_pattern: sequence('list'),
  tuple: sequence('tuple'),
  // A name in brackets is that name: it takes a comma to make a tuple.
  tuple_pattern: (node, lowering) =>
    (node.children.some(child => child?.type === ',') || children(node).length !== 1 ? sequence('tuple') : onlyChild)(node, lowering),
  pattern_list: sequence('tuple'),
  expression_list: sequence('tuple'),
  set: sequence('set'),
  dictionary: (node, lowering) => ({
    kind: 'dict',
    span: spanOf(node, lowering),
    entries: children(node).map(child =>
      child.type === 'pair'
        ? { key: field(child, 'key', lowering), value: field(child, 'value', lowering) }
        : { key: null, value: onlyChild(child, lowering) },
    ),
  }),
  list_comprehension: comprehension('list'),
  set_comprehension: comprehension('set'),
  dictionary_comprehension: comprehension('dict'),
  generator_expression: comprehension('generator'),
  unary_operator: (node, lowering) => ({
    kind: 'unary',
    span: spanOf(node, lowering),
    op: (node.childForFieldName('operator')?.type ?? '-') as UnaryOp,
    operand: field(node, 'argument', lowering),
  }),
  not_operator: (node, lowering) => ({
    kind: 'unary',
    span: spanOf(node, lowering),
    op: 'not',
    operand: field(node, 'argument', lowering),
  }),
  binary_operator: (node, lowering) => ({
    kind: 'binary',
    span: spanOf(node, lowering),
    op: (node.childForFieldName('operator')?.type ?? '+') as BinaryOp,
    left: field(node, 'left', lowering),
    right: field(node, 'right', lowering),
  }),
  boolean_operator: (node, lowering) => ({
    kind: node.childForFieldName('operator')?.type === 'or' ? 'or' : 'and',
    span: spanOf(node, lowering),
    left: field(node, 'left', lowering),
    right: field(node, 'right', lowering),
  }),
  comparison_operator: lowerComparison,
  call: (node, lowering) => {
    const args = node.childForFieldName('arguments');
    return {
      kind: 'call',
      span: spanOf(node, lowering),
      callee: field(node, 'function', lowering),
      args: args === null ? [] : lowerArguments(args, lowering),
    };
  },
  attribute: (node, lowering) => {
    const name = node.childForFieldName('attribute');
    return {
      kind: 'attribute',
      span: spanOf(node, lowering),
      object: field(node, 'object', lowering),
      name: nameIn(name),
      nameSpan: spanOf(name ?? node, lowering),
    };
  },
  subscript: (node, lowering) => {
    const span = spanOf(node, lowering);
    const indices = fields(node, 'subscript').map(child => lowerExpression(child, lowering));
    const single = indices.length === 1 && !/,\s*\]$/.test(node.text.slice(-8));
    return {
      kind: 'subscript',
      span,
      object: field(node, 'value', lowering),
      index: single ? indices[0] : { kind: 'tuple', span, items: indices },
    };
  },
  slice: (node, lowering) => {
    // The parts have no field names: what counts is which side of the colons they stand on.
    const parts: (Expr | null)[] = [null, null, null];
    let position = 0;
    for (const child of node.children) {
      if (child?.type === ':') position++;
      else if (child?.isNamed && child.type !== 'comment' && position < 3) parts[position] = lowerExpression(child, lowering);
    }
    return { kind: 'slice', span: spanOf(node, lowering), start: parts[0], stop: parts[1], step: parts[2] };
  },
  list_splat: starred,
  list_splat_pattern: starred,
  parenthesized_list_splat: onlyChild,
  parenthesized_expression: onlyChild,
  lambda: (node, lowering) => ({
    kind: 'lambda',
    span: spanOf(node, lowering),
    parameters: lowerParameters(node.childForFieldName('parameters'), lowering),
    body: field(node, 'body', lowering),
  }),
  conditional_expression: (node, lowering) => {
    const [then, test, otherwise] = children(node);
    if (otherwise === undefined) return unreadable(node, lowering);
    return {
      kind: 'conditional',
      span: spanOf(node, lowering),
      test: lowerExpression(test, lowering),
      whenTrue: lowerExpression(then, lowering),
      otherwise: lowerExpression(otherwise, lowering),
    };
  },
  named_expression: (node, lowering) => ({
    kind: 'walrus',
    span: spanOf(node, lowering),
    target: field(node, 'name', lowering),
    value: field(node, 'value', lowering),
  }),
  await: (node, lowering) => ({ kind: 'await', span: spanOf(node, lowering), value: optional(children(node)[0] ?? null, lowering) }),
  yield: (node, lowering) => ({ kind: 'yield', span: spanOf(node, lowering), value: optional(children(node)[0] ?? null, lowering) }),
};
