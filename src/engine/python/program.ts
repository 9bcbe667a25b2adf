import { dirname } from 'node:path';
import type { Devices } from './messages';

/** Folder that a program is started in where nothing else says which: a notebook's is its own, as Jupyter has it. */
export const startFolder = (script: string, otherwise: string): string => (isNotebook(script) ? dirname(script) : otherwise);

const isNotebook = (script: string): boolean => script.endsWith('.ipynb');

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
