import { type Diagnostic, idOf, type Mistake, type Related } from '../diagnostics/diagnostic';
import type { Span } from '../diagnostics/span';
import type { Arguments, CallContext, Library, ProgramEvent, Undone } from '../values/library';
import type { FunctionValue, ModuleValue, Value } from '../values/value';
import { plainArguments } from './arguments';
import type { Expr, Stmt } from './ast';
import { boundNames } from './bound-names';
import { callValue } from './calls';
import type { FunctionCode } from './code';
import { type Completion, type Frame, newFrame } from './completion';
import type { Reading } from './evaluator';
import { evaluate } from './expressions';
import { Heap } from './heap';
import type { Assignment, Interpretation, InterpreterOptions, SourceModule } from './interpretation';
import { iterate } from './iterate';
import { attributeOf } from './lookup';
import { boundIn, type ModuleScope, moduleScope, UNBOUND } from './scope';
import { slice } from './slice-text';
import { execute } from './statements';

/** Thrown through the interpreter when the budget is used up; never leaves it. */
class Exhausted extends Error {}

const MAX_CALL_DEPTH = 48;

/** Evaluates a program over abstract values. One is made for each reading; an evaluation step costs a map entry and a table look-up. */
export class Interpreter implements Reading {
  readonly heap = new Heap();
  readonly library: Library;
  private readonly diagnostics: Diagnostic[] = [];
  private readonly faults: { span: Span; message: string }[] = [];
  private readonly reported = new Set<string>();
  private readonly events: ProgramEvent[] = [];
  private readonly repeated: ProgramEvent[] = [];
  private readonly assignments = new Map<string, Assignment>();
  private readonly values = new Map<Expr, Value>();
  private main: ModuleScope | undefined;
  private readonly modules = new Map<string, ModuleValue>();
  private readonly uncalled = new Map<FunctionCode, FunctionValue>();
  private steps = 0;
  private became: Value | undefined;
  private depth = 0;
  private widenings = 0;
  /** How often each function is running. */
  private readonly active = new Map<FunctionCode, number>();
  private readonly behalf: Related[] = [];
  private captured: { diagnostics: Mistake[]; silence: number } | undefined;
  private silence = 0;
  private doubt = 0;
  /** How many of the runs under way repeat one whose events were kept. */
  private repeats = 0;
  /** How many of them stand for any number of rounds of a loop. */
  private rounds = 0;
  /** How many of the silences are a `try`, whose effects happen all the same. */
  private trying = 0;

  constructor(private readonly options: InterpreterOptions) {
    this.library = options.library;
  }

  /** Reads a program from its main file. Never throws on account of the program. */
  run(main: SourceModule): Interpretation {
    let exhausted = false;
    try {
      this.runModule(main);
      this.runUncalled(new Set(main.statements.map(({ span }) => span.path)));
    } catch (error) {
      if (!(error instanceof Exhausted) && !(error instanceof RangeError)) throw error;
      exhausted = true;
    }
    return {
      diagnostics: this.diagnostics,
      events: this.events,
      repeated: this.repeated,
      assignments: [...this.assignments.values()],
      values: this.values,
      exhausted,
      faults: this.faults,
    };
  }

  /** A module's value; the file is run the first time. A cycle of imports sees what is bound so far, as in Python. */
  private runModule(source: SourceModule): ModuleValue {
    const known = this.modules.get(source.path);
    if (known !== undefined) return known;
    const scope = moduleScope(source.path, boundNames(source.statements));
    scope.slots.set('__name__', { content: { kind: 'str', value: source.name } });
    scope.slots.set('__file__', { content: { kind: 'str', value: source.path } });
    const module: ModuleValue = { kind: 'module', name: source.name, attributes: { content: new Map() } };
    this.modules.set(source.path, module);
    this.main ??= scope;
    execute(this, source.statements, newFrame(scope));
    this.heap.write(module.attributes, boundIn(scope));
    return module;
  }

  /** The file of the workspace that an import leads to, as a module; undefined where there is none. */
  importFile(name: string, level: number, fromPath: string): ModuleValue | undefined {
    const source = this.options.resolve(name, level, fromPath);
    return source && this.runModule(source);
  }

  /** Functions that nothing called are read with unknown arguments, for their shapes and for what is wrong whatever they get: warnings, as nothing runs it. */
  private runUncalled(paths: ReadonlySet<string>): void {
    for (const [code, fn] of this.uncalled) {
      if (!paths.has(fn.span.path) || !this.uncalled.has(code)) continue;
      const call = () => callValue(this, fn, { positional: [], keywords: [], open: true }, fn.span);
      this.heap.attempt(() => this.doubtfully(call));
    }
  }

  /** What the last method has made of its object, if it has; asked once. */
  takeBecome(): Value | undefined {
    const { became } = this;
    this.became = undefined;
    return became;
  }

  /** Counts one step of work. */
  step(): void {
    if (++this.steps > this.options.budget) throw new Exhausted();
  }

  evaluate(expr: Expr, frame: Frame): Value {
    return evaluate(this, expr, frame);
  }

  execute(statements: readonly Stmt[], frame: Frame): Completion {
    return execute(this, statements, frame);
  }

  call(callee: Value, args: Arguments, span: Span): Value {
    return callValue(this, callee, args, span);
  }

  /** Runs a call of the program's own; undefined where it nests too deeply, or calls itself in a branch that may not be taken. */
  nested<T>(code: FunctionCode, run: () => T): T | undefined {
    const calls = this.active.get(code) ?? 0;
    if (this.depth >= MAX_CALL_DEPTH || (this.doubt > 0 && calls > 0)) return undefined;
    this.depth++;
    this.active.set(code, calls + 1);
    try {
      return run();
    } finally {
      this.depth--;
      this.active.set(code, calls);
    }
  }

  private undone<T>(run: () => T): Undone<T> {
    const { result, changes } = this.heap.attempt(run);
    // A variable of a function is new in each of its calls.
    const changed = [...changes].some(([cell, after]) => cell.content !== UNBOUND && cell.content !== after);
    return { result, changed, happened: () => this.heap.apply(changes), mayHaveHappened: () => this.heap.applyOneOf([new Map(), changes]) };
  }

  /** Runs the widening of a loop, which is given how many rounds it may take. */
  widening(run: (rounds: number) => void): void {
    const rounds = this.widenings === 0 ? 3 : 1;
    this.widenings++;
    try {
      run(rounds);
    } finally {
      this.widenings--;
    }
  }

  /** Runs what the program catches or does only perhaps: nothing is reported. */
  quietly<T>(run: () => T): T {
    this.silence++;
    try {
      return run();
    } finally {
      this.silence--;
    }
  }

  /** The name that the main file binds to a library's module or name. */
  private spelling(api: string): string | undefined {
    for (const [name, slot] of this.main?.slots ?? []) {
      if (slot.content !== UNBOUND && slot.content.kind === 'api' && slot.content.name === api) return name;
    }
    return undefined;
  }

  /** What the program writes at a place. */
  private textAt(span: Span): string | undefined {
    const text = this.options.text?.(span.path);
    return text === undefined ? undefined : slice(text, span);
  }

  /** Runs something in the name of another place, which diagnostics then name as related. */
  onBehalf<T>(of: Related, run: () => T): T {
    this.behalf.push(of);
    try {
      return run();
    } finally {
      this.behalf.pop();
    }
  }

  /** Runs what must not fail; see CallContext.guarded. */
  private guarded<T>(run: () => T, otherwise: T, span: Span): T {
    try {
      return run();
    } catch (error) {
      if (error instanceof Exhausted || error instanceof RangeError) throw error;
      this.faults.push({ span, message: (error as Error).message });
      return otherwise;
    }
  }

  /** Runs the body of a `try` or of its handler: what is wrong in it is the program's own business. */
  inTry<T>(run: () => T): T {
    this.trying++;
    try {
      return this.quietly(run);
    } finally {
      this.trying--;
    }
  }

  /** Runs a branch that may not be taken: what would be an error is a warning. */
  doubtfully<T>(run: () => T): T {
    this.doubt++;
    try {
      return run();
    } finally {
      this.doubt--;
    }
  }

  /** Runs something whose diagnostics are not reported but given. */
  capture<T>(run: () => T): { result: T; diagnostics: readonly Mistake[] } {
    const outer = this.captured;
    const diagnostics: Mistake[] = [];
    this.captured = { diagnostics, silence: this.silence };
    try {
      return { result: run(), diagnostics };
    } finally {
      this.captured = outer;
    }
  }

  report(found: Mistake): void {
    if (this.captured !== undefined) {
      if (this.silence === this.captured.silence) this.captured.diagnostics.push(found);
      return;
    }
    if (this.silence > 0) return;
    const id = idOf(found);
    if (this.reported.has(id) || (found.mistake !== undefined && this.reported.has(found.mistake))) return;
    this.reported.add(id);
    if (found.mistake !== undefined && this.doubt === 0) this.reported.add(found.mistake);
    const diagnostic = { ...this.withWritten(found), id };
    const lines = [found.span, ...this.behalf.map(({ span }) => span)].map(({ path, line }) => `${path}:${line}`);
    const places = this.behalf.filter((_, index) => lines.indexOf(lines[index + 1]) === index + 1);
    const placed = places.length === 0 ? diagnostic : { ...diagnostic, related: [...(found.related ?? []), ...places] };
    this.diagnostics.push(this.doubt > 0 && found.level === 'error' ? { ...placed, level: 'warning' } : placed);
  }

  /** Without the fixes that would change what stands in `*args` or `**kwargs`, which is written elsewhere. */
  private withWritten(found: Mistake): Mistake {
    const { fixes } = found;
    const isSpread = (span: Span) => this.textAt(span)?.startsWith('*') ?? false;
    if (!fixes?.some(({ edits }) => edits.some(({ span }) => isSpread(span)))) return found;
    return { ...found, fixes: fixes.filter(({ edits }) => !edits.some(({ span }) => isSpread(span))) };
  }

  anyRound<T>(run: () => T): T {
    this.rounds++;
    try {
      return run();
    } finally {
      this.rounds--;
    }
  }

  again<T>(run: () => T): T {
    this.repeats++;
    try {
      return run();
    } finally {
      this.repeats--;
    }
  }

  emit(event: ProgramEvent): void {
    if (this.rounds > 0 && this.silence === this.trying) this.repeated.push(event);
    if (this.repeats > 0) return;
    if (this.silence === this.trying) this.events.push(this.doubt > 0 || this.trying > 0 ? { ...event, doubtful: true } : event);
  }

  /** Keeps what an expression gave, for hovers. */
  saw(expr: Expr, value: Value): void {
    this.values.set(expr, value);
  }

  lastValue(expr: Expr): Value | undefined {
    return this.values.get(expr);
  }

  assigned(name: string, span: Span, value: Value): void {
    const key = `${name} ${span.path}:${span.line}:${span.column}`;
    this.assignments.delete(key);
    this.assignments.set(key, { name, span, value });
  }

  defined(fn: FunctionValue): void {
    this.uncalled.set(fn.code as FunctionCode, fn);
  }

  called(code: FunctionCode): void {
    this.uncalled.delete(code);
  }

  /** What a rule of the library may ask, for one expression. */
  context(span: Span): CallContext {
    return {
      span,
      call: (callee, positional, keywords = {}, filledIn) =>
        callValue(this, callee, plainArguments(positional, keywords, span, filledIn), span),
      attribute: (object, name) => attributeOf(this, object, name, span),
      write: (cell, content) => this.heap.write(cell, content),
      become: value => {
        this.became = value;
      },
      items: value => {
        const iterated = iterate(this, value, span);
        return iterated && 'items' in iterated ? iterated.items : undefined;
      },
      report: found => this.report(found),
      alreadyReported: found => this.reported.has(idOf(found)),
      emit: event => this.emit(event),
      at: other => this.context(other),
      attempt: run => this.capture(run),
      spelling: api => this.spelling(api),
      textAt: place => this.textAt(place),
      onBehalf: (of, run) => this.onBehalf(of, run),
      quietly: run => this.quietly(run),
      doubt: this.doubt,
      undone: run => this.undone(run),
      guarded: (run, otherwise) => this.guarded(run, otherwise, span),
    };
  }
}
