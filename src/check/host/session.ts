import { reported } from '../../diagnostics/suppress';
import type { CheckAnswer, CheckRequest, Hover } from '../../protocol/checking';
import { LiveSource } from '../../python/incremental';
import type { Interpretation } from '../../python/interpretation';
import type { PythonParser } from '../../python/parser';
import { kerasOfProgram } from '../read/keras';
import { withoutMagics } from '../read/notebook';
import { type ProgramOptions, readStatements } from '../read/program';
import { hoverAt } from '../views/hover';
import { inlaysOf } from '../views/inlays';
import { modelsOf } from '../views/model-view';

/** Programs that are kept as they were last read, at most. */
const MAX_PROGRAMS_KEPT = 12;

interface Kept {
  readonly sources: Map<string, LiveSource>;
  reading: Interpretation | undefined;
}

/** Checks programs as they are edited. Keeps each one's syntax tree and last reading, the least recently checked one goes first. */
export class CheckSession {
  private readonly kept = new Map<string, Kept>();

  constructor(private readonly parser: PythonParser) {}

  /** Reads a program as it is now, with what it sees of the world. */
  check({ path, cells, levels, inlays, keras }: CheckRequest, seen: Pick<ProgramOptions, 'source' | 'workspace'>): CheckAnswer {
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

  hover(program: string, at: { path: string; line: number; column: number }): Hover | undefined {
    const reading = this.kept.get(program)?.reading;
    return reading && hoverAt(reading, at);
  }

  forget(path: string): void {
    for (const source of this.kept.get(path)?.sources.values() ?? []) source.dispose();
    this.kept.delete(path);
  }

  private program(path: string): Kept {
    const program = this.kept.get(path) ?? { sources: new Map(), reading: undefined };
    this.kept.delete(path);
    this.kept.set(path, program);
    for (const oldest of this.kept.keys()) {
      if (this.kept.size <= MAX_PROGRAMS_KEPT) break;
      this.forget(oldest);
    }
    return program;
  }
}
