import { reported } from '../../diagnostics/suppress';
import type { CheckAnswer, CheckRequest, Hover } from '../../protocol/checking';
import { LiveSource } from '../../python/incremental';
import type { Interpretation } from '../../python/interpretation';
import type { PythonParser } from '../../python/parser';
import { kerasOfProgram } from '../read/keras';
import { withoutMagics } from '../read/notebook';
import { type ProgramOptions, readStatements } from '../read/program';
import { NO_SURROUNDINGS, type Surroundings } from '../read/surroundings';
import { readWithFacts, withoutRecords } from '../read/with-facts';
import { hoverAt } from '../views/hover';
import { inlaysOf } from '../views/inlays';
import { modelsOf } from '../views/model-view';
import { moduleHover } from '../views/module/module-hover';

/** Programs that are kept as they were last read, at most. */
const MAX_PROGRAMS_KEPT = 12;

interface Kept {
  readonly sources: Map<string, LiveSource>;
  reading: Interpretation | undefined;
  around: Surroundings;
}

/** Checks programs as they are edited. Keeps each one's syntax tree and last reading, the least recently checked one goes first. */
export class CheckSession {
  private readonly kept = new Map<string, Kept>();

  constructor(private readonly parser: PythonParser) {}

  /** Reads a program as it is now, with what it sees of the world; `around` is where that comes from, for what is asked of the program later. */
  check(
    { path, cells, levels, inlays, keras }: CheckRequest,
    seen: Pick<ProgramOptions, 'source' | 'workspace'>,
    around: Surroundings = NO_SURROUNDINGS,
  ): CheckAnswer {
    const begin = performance.now();
    const program = this.program(path);
    for (const [cell, source] of program.sources) {
      if (cells.some(present => present.path === cell)) continue;
      source.dispose();
      program.sources.delete(cell);
    }
    const statements = cells.map(({ path: cell, text, raises }) => {
      const source = program.sources.get(cell) ?? new LiveSource(this.parser, cell);
      program.sources.set(cell, source);
      return { statements: source.update(cell === path ? text : withoutMagics(text)), raises };
    });
    const texts = new Map(cells.map(({ path: cell, text }) => [cell, text]));
    const reading = readStatements(path, statements, {
      parser: this.parser,
      ...seen,
      keras: kerasOfProgram([...texts.values()], keras),
      text: cell => texts.get(cell),
    });
    program.reading = reading;
    program.around = around;
    const reportedByCell = new Map(cells.map(({ path: cell, text }) => [cell, reported(reading.diagnostics, cell, text, levels)]));
    const all = [...reportedByCell.values()].flat();
    return {
      cells: cells.map(({ path: cell }) => ({
        path: cell,
        diagnostics: reportedByCell.get(cell) ?? [],
        inlays: inlaysOf(reading, cell, inlays),
        models: modelsOf(reading, cell, all),
        fits: reading.events.filter(({ name, span }) => name === 'fit' && span.path === cell).map(({ span }) => span.line),
      })),
      exhausted: reading.exhausted,
      milliseconds: performance.now() - begin,
    };
  }

  /** What the pointer is on in a program that was checked; files that it names and that nobody has asked for are looked into. */
  async hover(program: string, at: { path: string; line: number; column: number }): Promise<Hover | undefined> {
    const { reading, around } = this.kept.get(program) ?? {};
    if (reading === undefined || around === undefined) return undefined;
    const { parser } = this;
    return readWithFacts(
      workspace => hoverAt(reading, at, value => moduleHover(value, { parser, workspace, onDisk: around.onDisk })),
      around.workspace,
      withoutRecords(around.facts),
    );
  }

  forget(path: string): void {
    for (const source of this.kept.get(path)?.sources.values() ?? []) source.dispose();
    this.kept.delete(path);
  }

  private program(path: string): Kept {
    const program = this.kept.get(path) ?? { sources: new Map(), reading: undefined, around: NO_SURROUNDINGS };
    this.kept.delete(path);
    this.kept.set(path, program);
    for (const oldest of this.kept.keys()) {
      if (this.kept.size <= MAX_PROGRAMS_KEPT) break;
      this.forget(oldest);
    }
    return program;
  }
}
