/** Exit codes of every command: the contract of docs/architecture.md. */
export const EXIT = { fine: 0, problems: 1, usage: 2 } as const;

/** One command of the command line: a row of the table in main.ts. */
export interface Command {
  /** Word after `tensorscope`. */
  name: string;
  /** Arguments as the user writes them, for the help text. */
  usage: string;
  /** One line for the help text. */
  summary: string;
  /** Its options and what each does, for `--help`. */
  options: readonly [flag: string, what: string][];
  /** Runs with the words after the name; resolves to the exit code. Bad usage throws a UsageError. */
  run(args: string[]): Promise<number>;
}

/** The words of the call are off; main prints the message with the command's usage and exits with 2. */
export class UsageError extends Error {}
