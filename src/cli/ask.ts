import { createInterface } from 'node:readline/promises';

/** Asks a question on the terminal; anything but "y" or "yes" is a no, and so is every question where nobody sits at a terminal. */
export async function askYesNo(question: string): Promise<boolean> {
  if (!process.stdin.isTTY || !process.stderr.isTTY) return false;
  const terminal = createInterface({ input: process.stdin, output: process.stderr });
  try {
    return /^y(es)?$/i.test((await terminal.question(question)).trim());
  } finally {
    terminal.close();
  }
}
