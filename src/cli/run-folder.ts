import { existsSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';
import { runName } from '../runs/manifest';
import { readRun } from '../runs/run-reader';
import { printProblem } from './output';
import { TaskProblem } from './train-task';

/** Where runs are kept that nobody named a folder for. */
const DEFAULT_RUN_FOLDER = join('.tensorscope', 'runs');

/** The folder of a new run. One that is named and has a run already keeps it: the new run lies beside it, under the next number, unless the old one still trains. */
export function chooseRunFolder(given: string | undefined, source: string): string {
  if (given === undefined)
    return resolve(
      DEFAULT_RUN_FOLDER,
      runName(new Date(), basename(source), name => existsSync(join(DEFAULT_RUN_FOLDER, name))),
    );
  const there = readRun(given);
  if (there === undefined) return resolve(given);
  if (there.status === 'running') throw new TaskProblem(`${given} is the folder of a run that still trains; choose another folder`);
  let count = 2;
  while (existsSync(`${resolve(given)}-${count}`)) count++;
  const folder = `${resolve(given)}-${count}`;
  printProblem(`${given} already contains a run, which is kept; this run is in ${folder}`);
  return folder;
}

/** The run to resume: a folder, or the name of one among the runs kept here. */
export function findRun(given: string | undefined): string | undefined {
  if (given === undefined) return undefined;
  const found = [given, join(DEFAULT_RUN_FOLDER, given)].find(folder => readRun(folder));
  if (found === undefined) throw new TaskProblem(`${given} is not a run folder`);
  return resolve(found);
}
