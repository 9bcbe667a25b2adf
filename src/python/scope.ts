import { type Cell, UNKNOWN, type Value } from '../values/value';

/** A name that the scope knows but that holds nothing (not yet assigned, or deleted). */
export const UNBOUND: unique symbol = Symbol('unbound');
export type Slot = Cell<Value | typeof UNBOUND>;

export interface Scope {
  readonly kind: 'module' | 'function' | 'class' | 'comprehension';
  readonly slots: Map<string, Slot>;
  /** The scope around it; that of a class is skipped by the functions inside, as in Python. */
  readonly parent: Scope | null;
  readonly module: ModuleScope;
  /** Names declared `global` or `nonlocal` here, with the scope that holds them. */
  readonly elsewhere: Map<string, Scope>;
}

/** The scope of a file. */
export interface ModuleScope extends Scope {
  readonly kind: 'module';
  readonly path: string;
  /** Every name that anything in the file binds: others cannot be bound, unless `open`. */
  readonly bound: ReadonlySet<string>;
  /** A star import of something unknown, or `exec`, may have bound any name. */
  open: boolean;
}

export function moduleScope(path: string, bound: ReadonlySet<string>): ModuleScope {
  const scope = {
    kind: 'module',
    slots: new Map(),
    parent: null,
    elsewhere: new Map(),
    path,
    bound,
    open: false,
  } as unknown as ModuleScope;
  (scope as { module: ModuleScope }).module = scope;
  return scope;
}

export const innerScope = (kind: Scope['kind'], parent: Scope): Scope => ({
  kind,
  slots: new Map(),
  parent,
  module: parent.module,
  elsewhere: new Map(),
});

/** Where a name that is read here is held; undefined where no scope has it. */
export function findSlot(scope: Scope, name: string): Slot | undefined {
  const declared = scope.elsewhere.get(name);
  if (declared !== undefined) return declared.slots.get(name);
  const own = scope.slots.get(name);
  if (own !== undefined && own.content !== UNBOUND) return own;
  for (let around = scope.parent; around !== null; around = around.parent) {
    const slot = around.kind === 'class' ? undefined : around.slots.get(name);
    if (slot !== undefined && slot.content !== UNBOUND) return slot;
  }
  return own;
}

/** Where a name that is assigned here is held; made if need be. */
export function slotToWrite(scope: Scope, name: string): Slot {
  const holder = scope.elsewhere.get(name) ?? scope;
  let slot = holder.slots.get(name);
  if (slot === undefined) {
    slot = { content: UNBOUND };
    holder.slots.set(name, slot);
  }
  return slot;
}

/** The names of a module and their values; one that may not be bound is unknown. */
export const boundIn = (scope: ModuleScope): ReadonlyMap<string, Value> => {
  const names = new Map<string, Value>();
  for (const [name, slot] of scope.slots) names.set(name, slot.content === UNBOUND ? UNKNOWN : slot.content);
  return names;
};
