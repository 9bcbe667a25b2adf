import type { Devices } from './messages';

/** A program of the user and what runs it. */
export interface PythonProgram {
  /** Path of the Python interpreter. */
  interpreter: string;
  /** Path of the program, as the user names it. */
  script: string;
  /** What the program finds in sys.argv behind its own name. */
  arguments: string[];
  /** "own" where nothing is said. */
  devices?: Devices;
  /** Variables of its environment besides those of this process. */
  environment?: { readonly [name: string]: string };
}
