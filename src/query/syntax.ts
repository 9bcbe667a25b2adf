/** A filter expression as a tree; every node knows its place in the text. */
export type Expression = { start: number; end: number } & (
  | { kind: 'number'; value: number | bigint }
  | { kind: 'text'; value: string }
  | { kind: 'boolean'; value: boolean }
  | { kind: 'list'; items: Expression[] }
  | { kind: 'name'; name: string }
  | { kind: 'property'; of: Expression; property: string }
  | { kind: 'index'; of: Expression; index: Expression }
  | { kind: 'call'; name: string; nameEnd: number; arguments: Expression[] }
  | { kind: 'unary'; operator: 'not' | '-'; operand: Expression }
  | { kind: 'binary'; operator: BinaryOperator; left: Expression; right: Expression }
);

export const COMPARISONS = ['==', '!=', '<', '<=', '>', '>='] as const;
export const TEXT_OPERATORS = ['contains', 'startswith', 'endswith', 'matches'] as const;
export const ARITHMETIC = ['+', '-', '*', '/', '%'] as const;

export type Comparison = (typeof COMPARISONS)[number];
export type TextOperator = (typeof TEXT_OPERATORS)[number];
export type Arithmetic = (typeof ARITHMETIC)[number];
export type BinaryOperator = 'or' | 'and' | 'in' | Comparison | TextOperator | Arithmetic;

/** How tightly a binary operator binds; `not` stands between `and` and the comparisons. */
export const PRECEDENCE: { [operator: string]: number } = {
  or: 1,
  and: 2,
  ...Object.fromEntries([...COMPARISONS, ...TEXT_OPERATORS, 'in'].map(operator => [operator, 4])),
  '+': 5,
  '-': 5,
  '*': 6,
  '/': 6,
  '%': 6,
};
export const NOT_PRECEDENCE = 3;

/** Words of the language: a feature of that name has to be put into backquotes. */
export const RESERVED = new Set<string>(['and', 'or', 'not', 'in', 'true', 'false', ...TEXT_OPERATORS]);

/** A feature's name as expressions have it. */
export function quotedName(name: string): string {
  return /^[A-Za-z_]\w*$/.test(name) && !RESERVED.has(name) ? name : `\`${name.replace(/[\\`]/g, '\\$&')}\``;
}
