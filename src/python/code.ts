import type { ClassValue, FunctionValue, Value } from '../values/value';
import type { Expr, Parameter, Stmt } from './ast';
import type { Scope } from './scope';

/** What the interpreter keeps behind a FunctionValue. */
export interface FunctionCode {
  readonly parameters: readonly Parameter[];
  readonly defaults: ReadonlyMap<string, Value>;
  readonly body: readonly Stmt[] | Expr;
  readonly closure: Scope;
  /** How the descriptor binds: `@staticmethod`, `@classmethod`, `@property`. */
  readonly binding: 'instance' | 'static' | 'class' | 'property';
  /** The class whose body defines it; filled when the class is made. */
  readonly owner: { content: ClassValue | undefined };
  readonly isAsync: boolean;
  readonly isGenerator: boolean;
}

export const codeOf = (value: FunctionValue): FunctionCode => value.code as FunctionCode;
