// How a mutant differs from the program: each row looks at a node of the syntax tree and gives the texts that may stand in its place.

const flips = {
  '===': '!==',
  '!==': '===',
  '<': '<=',
  '<=': '<',
  '>': '>=',
  '>=': '>',
  '+': '-',
  '-': '+',
  '*': '/',
  '/': '*',
  '%': '*',
  '&': '|',
  '|': '&',
  '<<': '>>',
  '>>': '<<',
  '&&': '||',
  '||': '&&',
};

const others = { some: 'every', every: 'some', max: 'min', min: 'max', floor: 'ceil', ceil: 'floor', push: 'unshift', unshift: 'push' };

const isText = node => node.type === 'TemplateLiteral' || (node.type === 'Literal' && typeof node.value === 'string');

const isFunction = node => node.type === 'ArrowFunctionExpression' || node.type === 'FunctionExpression';

/**
 * Whether swapping two expressions leaves a program that the compiler takes, as far as their looks tell: swapped operands of
 * different types are what the compiler is for, so a test would be credited for nothing.
 */
const alike = (a, b) => a.type === b.type && !isFunction(a) && a.type !== 'SpreadElement' && a.type !== 'ObjectExpression';

/** @type {Record<string, (node: any, text: (node: any) => string) => [string, string, any?][]>} Node type → [operator, text, node that it replaces]. */
export const operators = {
  BinaryExpression: (node, text) =>
    node.operator in flips && !(node.operator === '+' && (isText(node.left) || isText(node.right)))
      ? [['operator', `${text(node.left)} ${flips[node.operator]} ${text(node.right)}`]]
      : [],
  LogicalExpression: (node, text) =>
    node.operator === '??'
      ? [['default', text(node.right)]]
      : [['operator', `(${text(node.left)}) ${flips[node.operator]} (${text(node.right)})`]],
  UnaryExpression: (node, text) => (node.operator === '!' || node.operator === '-' ? [['negation', `(${text(node.argument)})`]] : []),
  ConditionalExpression: (node, text) => [['condition', `!(${text(node.test)})`, node.test]],
  IfStatement: (node, text) => [['condition', `!(${text(node.test)})`, node.test]],
  AssignmentExpression: (node, text) =>
    node.operator.length === 2 && node.operator[0] in flips
      ? [['operator', `${text(node.left)} ${flips[node.operator[0]]}= ${text(node.right)}`]]
      : [],
  Literal: node => {
    if (typeof node.value === 'boolean') return [['boolean', String(!node.value)]];
    if (typeof node.value === 'number') return [['off by one', String(node.value + 1)]];
    return typeof node.value === 'string' && node.value !== '' ? [['empty text', "''"]] : [];
  },
  ExpressionStatement: node => (node.expression.type === 'CallExpression' ? [['no call', ';']] : []),
  CallExpression: (node, text) => {
    const [first, second] = node.arguments;
    if (!first || !second || !alike(first, second) || text(first) === text(second)) return [];
    return [['swapped arguments', `${text(second)}, ${text(first)}`, { start: first.start, end: second.end }]];
  },
  ArrayExpression: (node, text) => {
    const [first, second] = node.elements;
    if (!first || !second || node.elements.length !== 2 || !alike(first, second) || text(first) === text(second)) return [];
    return [['swapped items', `${text(second)}, ${text(first)}`, { start: first.start, end: second.end }]];
  },
  MemberExpression: node => {
    const name = node.property.name;
    return !node.computed && Object.hasOwn(others, name) ? [['other function', others[name], node.property]] : [];
  },
};
