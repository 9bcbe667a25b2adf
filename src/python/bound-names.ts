import type { Expr, Parameter, Stmt } from './ast';

/** Names by statement: between two readings of a file that is edited most statements stay. */
const known = new WeakMap<Stmt, ReadonlySet<string>>();

/** Every name that anything in these statements binds, in whatever scope. */
export function boundNames(statements: readonly Stmt[]): Set<string> {
  const names = new Set<string>();
  for (const statement of statements) {
    const own = known.get(statement) ?? namesIn(statement);
    known.set(statement, own);
    for (const name of own) names.add(name);
  }
  return names;
}

function namesIn(statement: Stmt): ReadonlySet<string> {
  const names = new Set<string>();
  const visit = (node: unknown): void => {
    if (Array.isArray(node)) for (const item of node) visit(item);
    else if (typeof node === 'object' && node !== null) {
      bindsOf(node as Stmt | Expr, names);
      for (const [key, child] of Object.entries(node)) if (key !== 'span' && key !== 'nameSpan' && typeof child === 'object') visit(child);
    }
  };
  visit(statement);
  return names;
}

/** The names that one node binds itself. */
function bindsOf(node: Stmt | Expr, names: Set<string>): void {
  switch (node.kind) {
    case 'assign':
      for (const target of node.targets) targetNames(target, names);
      break;
    case 'augmented':
    case 'for':
    case 'walrus':
      targetNames(node.target, names);
      break;
    case 'comprehension':
      for (const clause of node.clauses) targetNames(clause.target, names);
      break;
    case 'function':
      names.add(node.name);
      parameterNames(node.parameters, names);
      break;
    case 'lambda':
      parameterNames(node.parameters, names);
      break;
    case 'class':
      names.add(node.name);
      break;
    case 'import':
      for (const name of node.names) names.add(name.alias ?? name.module.split('.')[0]);
      break;
    case 'importFrom':
      for (const name of node.names) names.add(name.alias ?? name.name);
      break;
    case 'with':
      for (const item of node.items) if (item.target) targetNames(item.target, names);
      break;
    case 'try':
      for (const handler of node.handlers) if (handler.name !== null) names.add(handler.name);
      break;
    case 'scope':
    case 'match':
      for (const name of node.names) names.add(name);
      break;
    case 'unreadable':
      if ('names' in node) for (const name of node.names) names.add(name);
      break;
  }
}

const parameterNames = (parameters: readonly Parameter[], names: Set<string>): void => {
  for (const parameter of parameters) names.add(parameter.name);
};

/** The names that an assignment to a target binds; attributes and items bind none. */
export function targetNames(target: Expr, names: Set<string>): void {
  if (target.kind === 'name') names.add(target.name);
  else if (target.kind === 'tuple' || target.kind === 'list') for (const item of target.items) targetNames(item, names);
  else if (target.kind === 'starred') targetNames(target.value, names);
}
