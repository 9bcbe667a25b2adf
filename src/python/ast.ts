import type { Span } from '../diagnostics/span';

/** A Python expression, lowered from the concrete syntax tree to what an evaluator needs (https://docs.python.org/3/library/ast.html). */
export type Expr =
  | { kind: 'name'; span: Span; name: string }
  | { kind: 'int' | 'float'; span: Span; value: number }
  | { kind: 'str' | 'bytes'; span: Span; value: string }
  | { kind: 'fstring'; span: Span; parts: FormatPart[] }
  | { kind: 'constant'; span: Span; value: boolean | null | 'ellipsis' }
  | { kind: 'list' | 'tuple' | 'set'; span: Span; items: Expr[] }
  | { kind: 'dict'; span: Span; entries: DictEntry[] }
  | { kind: 'comprehension'; span: Span; of: 'list' | 'set' | 'dict' | 'generator'; key: Expr | null; element: Expr; clauses: ForClause[] }
  | { kind: 'unary'; span: Span; op: UnaryOp; operand: Expr }
  | { kind: 'binary'; span: Span; op: BinaryOp; left: Expr; right: Expr }
  | { kind: 'and' | 'or'; span: Span; left: Expr; right: Expr }
  | { kind: 'compare'; span: Span; first: Expr; rest: { op: CompareOp; right: Expr }[] }
  | { kind: 'call'; span: Span; callee: Expr; args: Argument[] }
  | { kind: 'attribute'; span: Span; object: Expr; name: string; nameSpan: Span }
  | { kind: 'subscript'; span: Span; object: Expr; index: Expr }
  | { kind: 'slice'; span: Span; start: Expr | null; stop: Expr | null; step: Expr | null }
  | { kind: 'starred'; span: Span; value: Expr }
  | { kind: 'lambda'; span: Span; parameters: Parameter[]; body: Expr }
  | { kind: 'conditional'; span: Span; test: Expr; whenTrue: Expr; otherwise: Expr }
  | { kind: 'walrus'; span: Span; target: Expr; value: Expr }
  | { kind: 'await' | 'yield'; span: Span; value: Expr | null }
  | { kind: 'unreadable'; span: Span };

export type UnaryOp = '-' | '+' | '~' | 'not';
export type BinaryOp = '+' | '-' | '*' | '/' | '//' | '%' | '**' | '@' | '&' | '|' | '^' | '<<' | '>>';
export type CompareOp = '==' | '!=' | '<' | '<=' | '>' | '>=' | 'in' | 'not in' | 'is' | 'is not';

/** A piece of an f-string: text, or an expression with its conversion and format. */
export type FormatPart = { text: string } | { value: Expr; conversion: string | null; format: FormatPart[] };
/** `key: value`, or `**value` where the key is null. */
export interface DictEntry {
  key: Expr | null;
  value: Expr;
}
export interface ForClause {
  target: Expr;
  iterable: Expr;
  conditions: Expr[];
}
/** An argument of a call: `value`, `name=value`, `*value` or `**value`. */
export interface Argument {
  kind: 'positional' | 'keyword' | 'star' | 'doublestar';
  name: string | null;
  value: Expr;
  span: Span;
}
export interface Parameter {
  kind: 'positional' | 'keyword' | 'star' | 'doublestar';
  name: string;
  default: Expr | null;
  span: Span;
}

export type Stmt =
  | { kind: 'expression'; span: Span; value: Expr }
  | { kind: 'assign'; span: Span; targets: Expr[]; value: Expr }
  | { kind: 'augmented'; span: Span; target: Expr; op: BinaryOp; value: Expr }
  | { kind: 'return'; span: Span; value: Expr | null }
  | { kind: 'if'; span: Span; test: Expr; whenTrue: Stmt[]; otherwise: Stmt[] }
  | { kind: 'for'; span: Span; target: Expr; iterable: Expr; body: Stmt[]; otherwise: Stmt[] }
  | { kind: 'while'; span: Span; test: Expr; body: Stmt[]; otherwise: Stmt[] }
  | FunctionDef
  | ClassDef
  | { kind: 'import'; span: Span; names: { module: string; alias: string | null; span: Span }[] }
  | {
      kind: 'importFrom';
      span: Span;
      module: string;
      level: number;
      names: { name: string; alias: string | null; span: Span }[];
      star: boolean;
    }
  | { kind: 'with'; span: Span; items: { value: Expr; target: Expr | null }[]; body: Stmt[] }
  | {
      kind: 'try';
      span: Span;
      body: Stmt[];
      handlers: { type: Expr | null; name: string | null; body: Stmt[] }[];
      otherwise: Stmt[];
      finally: Stmt[];
    }
  | { kind: 'raise'; span: Span; value: Expr | null }
  | { kind: 'assert'; span: Span; test: Expr }
  | { kind: 'delete'; span: Span; targets: Expr[] }
  | { kind: 'pass' | 'break' | 'continue'; span: Span }
  | { kind: 'scope'; span: Span; of: 'global' | 'nonlocal'; names: string[] }
  | { kind: 'match'; span: Span; subject: Expr; cases: Stmt[][]; names: string[] }
  | { kind: 'unreadable'; span: Span; names: string[] };

export interface FunctionDef {
  kind: 'function';
  span: Span;
  name: string;
  nameSpan: Span;
  parameters: Parameter[];
  body: Stmt[];
  decorators: Expr[];
  isAsync: boolean;
  /** It has a `yield` of its own, so a call gives a generator. */
  isGenerator: boolean;
}

export interface ClassDef {
  kind: 'class';
  span: Span;
  name: string;
  nameSpan: Span;
  bases: Argument[];
  body: Stmt[];
  decorators: Expr[];
}
