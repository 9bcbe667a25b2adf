import type { Node } from 'web-tree-sitter';
import type { BinaryOp, Expr, FunctionDef, Stmt } from '../ast';
import { brokenAmong } from './broken';
import { children, fields, type Lowering, nameIn, spanOf } from './context';
import { lowerArguments, lowerExpression, lowerParameters } from './expressions';

type Rule = (node: Node, lowering: Lowering) => Stmt[];

/** The statements of a module or block. */
export function lowerBlock(node: Node | null, lowering: Lowering): Stmt[] {
  const statements = node === null ? [] : children(node);
  const broken = brokenAmong(statements);
  return statements.flatMap(child => (broken.has(child.id) ? unreadable : lowerStatement)(child, lowering));
}

/** One statement; several for `a; b`. What is not understood becomes `unreadable` with the names that it may bind. */
export function lowerStatement(node: Node, lowering: Lowering): Stmt[] {
  const rule = Object.hasOwn(rules, node.type) ? rules[node.type] : unreadable;
  return rule(node, lowering);
}

/** A statement that is not understood, with the names that it may bind. */
export const unreadable: Rule = (node, lowering) => [{ kind: 'unreadable', span: spanOf(node, lowering), names: identifiers(node) }];
const identifiers = (node: Node): string[] => [
  ...new Set(node.descendantsOfType('identifier').flatMap(child => (child ? [nameIn(child)] : []))),
];
const leaf =
  (kind: 'pass' | 'break' | 'continue'): Rule =>
  (node, lowering) => [{ kind, span: spanOf(node, lowering) }];
const required = (node: Node, name: string, lowering: Lowering): Expr => {
  const child = node.childForFieldName(name);
  return child === null ? { kind: 'unreadable', span: spanOf(node, lowering) } : lowerExpression(child, lowering);
};
const block = (node: Node, name: string, lowering: Lowering): Stmt[] => lowerBlock(node.childForFieldName(name), lowering);
const clause = (node: Node, type: string): Node | undefined => children(node).find(child => child.type === type);
const blockOf = (node: Node | undefined, lowering: Lowering): Stmt[] =>
  node === undefined ? [] : lowerBlock(clause(node, 'block') ?? node.childForFieldName('body'), lowering);

function lowerExpressionStatement(node: Node, lowering: Lowering): Stmt[] {
  const span = spanOf(node, lowering);
  const parts = children(node);
  if (parts.length > 1)
    return [{ kind: 'expression', span, value: { kind: 'tuple', span, items: parts.map(part => lowerExpression(part, lowering)) } }];
  const [only] = parts;
  if (only === undefined) return [];
  if (only.type === 'assignment') return [lowerAssignment(only, lowering)];
  if (only.type === 'augmented_assignment') {
    const op = (only.childForFieldName('operator')?.type ?? '+=').slice(0, -1) as BinaryOp;
    return [{ kind: 'augmented', span, target: required(only, 'left', lowering), op, value: required(only, 'right', lowering) }];
  }
  return [{ kind: 'expression', span, value: lowerExpression(only, lowering) }];
}

/** `a = b = value` nests to the right in the tree; an annotation without a value binds nothing. */
function lowerAssignment(node: Node, lowering: Lowering): Stmt {
  const span = spanOf(node, lowering);
  const targets: Expr[] = [required(node, 'left', lowering)];
  let right = node.childForFieldName('right');
  while (right?.type === 'assignment') {
    targets.push(required(right, 'left', lowering));
    right = right.childForFieldName('right');
  }
  if (right === null) return { kind: 'pass', span };
  return { kind: 'assign', span, targets, value: lowerExpression(right, lowering) };
}

function lowerIf(node: Node, lowering: Lowering): Stmt[] {
  let otherwise: Stmt[] = [];
  for (const alternative of fields(node, 'alternative').reverse()) {
    if (alternative.type === 'else_clause') otherwise = block(alternative, 'body', lowering);
    else {
      const test = required(alternative, 'condition', lowering);
      otherwise = [
        { kind: 'if', span: spanOf(alternative, lowering), test, whenTrue: block(alternative, 'consequence', lowering), otherwise },
      ];
    }
  }
  const test = required(node, 'condition', lowering);
  return [{ kind: 'if', span: spanOf(node, lowering), test, whenTrue: block(node, 'consequence', lowering), otherwise }];
}

const elseBody = (node: Node, lowering: Lowering): Stmt[] => {
  const alternative = node.childForFieldName('alternative');
  return alternative === null ? [] : block(alternative, 'body', lowering);
};

const lowerFor: Rule = (node, lowering) => [
  {
    kind: 'for',
    span: spanOf(node, lowering),
    target: required(node, 'left', lowering),
    iterable: required(node, 'right', lowering),
    body: block(node, 'body', lowering),
    otherwise: elseBody(node, lowering),
  },
];

function lowerFunction(node: Node, lowering: Lowering): FunctionDef {
  const name = node.childForFieldName('name');
  return {
    kind: 'function',
    span: spanOf(node, lowering),
    name: nameIn(name),
    nameSpan: spanOf(name ?? node, lowering),
    parameters: lowerParameters(node.childForFieldName('parameters'), lowering),
    body: block(node, 'body', lowering),
    decorators: [],
    isAsync: node.child(0)?.type === 'async',
    isGenerator: yields(node.childForFieldName('body')),
  };
}

/** Whether a body has a `yield` of its own: those of nested functions do not count. */
function yields(node: Node | null): boolean {
  if (node === null) return false;
  return children(node).some(
    child => child.type === 'yield' || (!['function_definition', 'class_definition', 'lambda'].includes(child.type) && yields(child)),
  );
}

const lowerClass: Rule = (node, lowering) => {
  const name = node.childForFieldName('name');
  const bases = node.childForFieldName('superclasses');
  return [
    {
      kind: 'class',
      span: spanOf(node, lowering),
      name: nameIn(name),
      nameSpan: spanOf(name ?? node, lowering),
      bases: bases === null ? [] : lowerArguments(bases, lowering),
      body: block(node, 'body', lowering),
      decorators: [],
    },
  ];
};

const lowerDecorated: Rule = (node, lowering) => {
  const decorators = children(node)
    .filter(child => child.type === 'decorator')
    .flatMap(child => children(child).slice(0, 1))
    .map(child => lowerExpression(child, lowering));
  const definition = node.childForFieldName('definition');
  return definition === null
    ? unreadable(node, lowering)
    : lowerStatement(definition, lowering).map(statement =>
        statement.kind === 'function' || statement.kind === 'class' ? { ...statement, decorators } : statement,
      );
};

const lowerImport: Rule = (node, lowering) => [
  {
    kind: 'import',
    span: spanOf(node, lowering),
    names: fields(node, 'name').map(name => ({
      module: name.type === 'aliased_import' ? nameIn(name.childForFieldName('name')) : nameIn(name),
      alias: name.childForFieldName('alias') ? nameIn(name.childForFieldName('alias')) : null,
      span: spanOf(name, lowering),
    })),
  },
];

const lowerImportFrom: Rule = (node, lowering) => {
  const source = node.childForFieldName('module_name')?.text ?? '';
  const level = /^\.*/.exec(source)?.[0].length ?? 0;
  return [
    {
      kind: 'importFrom',
      span: spanOf(node, lowering),
      module: source.slice(level).trim(),
      level,
      names: fields(node, 'name').map(name => ({
        name: name.type === 'aliased_import' ? nameIn(name.childForFieldName('name')) : nameIn(name),
        alias: name.childForFieldName('alias') ? nameIn(name.childForFieldName('alias')) : null,
        span: spanOf(name, lowering),
      })),
      star: clause(node, 'wildcard_import') !== undefined,
    },
  ];
};

const lowerWith: Rule = (node, lowering) => [
  {
    kind: 'with',
    span: spanOf(node, lowering),
    items: node.descendantsOfType('with_item', node.startPosition, node.childForFieldName('body')?.startPosition).flatMap(item => {
      const value = item?.childForFieldName('value');
      if (!value) return [];
      const target = value.type === 'as_pattern' ? value.childForFieldName('alias') : null;
      const subject = value.type === 'as_pattern' ? children(value)[0] : value;
      const bound = target ? (children(target)[0] ?? target) : null;
      return [{ value: lowerExpression(subject, lowering), target: bound ? lowerExpression(bound, lowering) : null }];
    }),
    body: block(node, 'body', lowering),
  },
];

const lowerTry: Rule = (node, lowering) => [
  {
    kind: 'try',
    span: spanOf(node, lowering),
    body: block(node, 'body', lowering),
    handlers: children(node)
      .filter(child => child.type === 'except_clause' || child.type === 'except_group_clause')
      .map(handler => {
        const caught = children(handler).find(child => child.type !== 'block') ?? null;
        const alias = caught?.type === 'as_pattern' ? caught.childForFieldName('alias') : null;
        const type = caught?.type === 'as_pattern' ? (children(caught)[0] ?? null) : caught;
        return {
          type: type === null ? null : lowerExpression(type, lowering),
          name: alias ? nameIn(alias) : null,
          body: blockOf(handler, lowering),
        };
      }),
    otherwise: blockOf(clause(node, 'else_clause'), lowering),
    finally: blockOf(clause(node, 'finally_clause'), lowering),
  },
];

const lowerScope =
  (of: 'global' | 'nonlocal'): Rule =>
  (node, lowering) => [{ kind: 'scope', span: spanOf(node, lowering), of, names: children(node).map(nameIn) }];

const lowerMatch: Rule = (node, lowering) => {
  const cases = node.descendantsOfType('case_clause').filter((child): child is Node => child !== null);
  return [
    {
      kind: 'match',
      span: spanOf(node, lowering),
      subject: required(node, 'subject', lowering),
      cases: cases.map(child => block(child, 'consequence', lowering)),
      names: cases.flatMap(child =>
        children(child)
          .filter(part => part.type === 'case_pattern')
          .flatMap(identifiers),
      ),
    },
  ];
};

const firstExpression = (node: Node, lowering: Lowering): Expr | null => {
  const parts = children(node);
  if (parts.length > 1) return { kind: 'tuple', span: spanOf(node, lowering), items: parts.map(part => lowerExpression(part, lowering)) };
  return parts[0] ? lowerExpression(parts[0], lowering) : null;
};

const rules: { [type: string]: Rule } = {
  expression_statement: lowerExpressionStatement,
  return_statement: (node, lowering) => [{ kind: 'return', span: spanOf(node, lowering), value: firstExpression(node, lowering) }],
  if_statement: lowerIf,
  for_statement: lowerFor,
  while_statement: (node, lowering) => [
    {
      kind: 'while',
      span: spanOf(node, lowering),
      test: required(node, 'condition', lowering),
      body: block(node, 'body', lowering),
      otherwise: elseBody(node, lowering),
    },
  ],
  function_definition: (node, lowering) => [lowerFunction(node, lowering)],
  class_definition: lowerClass,
  decorated_definition: lowerDecorated,
  import_statement: lowerImport,
  import_from_statement: lowerImportFrom,
  future_import_statement: () => [],
  with_statement: lowerWith,
  try_statement: lowerTry,
  raise_statement: (node, lowering) => {
    const [raised] = children(node);
    return [{ kind: 'raise', span: spanOf(node, lowering), value: raised ? lowerExpression(raised, lowering) : null }];
  },
  assert_statement: (node, lowering) => {
    const [test] = children(node);
    return test ? [{ kind: 'assert', span: spanOf(node, lowering), test: lowerExpression(test, lowering) }] : [];
  },
  delete_statement: (node, lowering) => [
    {
      kind: 'delete',
      span: spanOf(node, lowering),
      targets: children(node)
        .flatMap(child => (child.type === 'expression_list' ? children(child) : [child]))
        .map(child => lowerExpression(child, lowering)),
    },
  ],
  pass_statement: leaf('pass'),
  break_statement: leaf('break'),
  continue_statement: leaf('continue'),
  global_statement: lowerScope('global'),
  nonlocal_statement: lowerScope('nonlocal'),
  match_statement: lowerMatch,
  comment: () => [],
};
