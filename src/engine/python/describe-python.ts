import { dirname } from 'node:path';
import { runTool } from '../run-tool';
import { environmentOf } from './environment';

/** Libraries that a Python is asked for, by their import name. */
export type PythonLibrary = 'tensorflow' | 'keras' | 'tf_keras' | 'jax' | 'torch';

/** What a Python says of itself. */
export interface PythonDescription {
  /** "3.12.4" */
  version: string;
  /** Version of each library that it has; null where it is not recorded. */
  packages: { [name in PythonLibrary]?: string | null };
  /** What Keras 3 computes with there. */
  backend: string;
  /** Only where they were asked for: the name of each. */
  devices?: string[];
}

/** How a Python is asked. */
export interface PythonQuestion {
  /** media/python/describe_python.py */
  script: string;
  interpreter: string;
  /** Variables that programs get there besides those of this process. */
  environment: { readonly [name: string]: string };
  signal?: AbortSignal;
}

/** How long an answer may take, in milliseconds: a library on a network drive is slow, a broken one may hang. */
const TIMEOUT_MS = { quick: 20_000, devices: 120_000 };

async function ask(
  { script, interpreter, environment, signal }: PythonQuestion,
  words: string[],
  limit: number,
): Promise<PythonDescription> {
  const late = AbortSignal.timeout(limit);
  const output = await runTool(interpreter, [script, ...words], {
    // A folder of ours, so that no module of a workspace is imported in place of one of the standard library.
    cwd: dirname(script),
    signal: signal ? AbortSignal.any([signal, late]) : late,
    environment: { ...environmentOf(interpreter), ...environment, PYTHONDONTWRITEBYTECODE: '1', TF_CPP_MIN_LOG_LEVEL: '3' },
  });
  return JSON.parse(output.trim().split('\n').at(-1) ?? '') as PythonDescription;
}

/** Asks a Python which libraries it has, without loading them. Rejects with a sentence where it does not run. */
export const describePython = (question: PythonQuestion): Promise<PythonDescription> => ask(question, [], TIMEOUT_MS.quick);

/** Asks for the devices as well, for which it loads the backend of Keras; that takes seconds. */
export const describeDevices = (question: PythonQuestion): Promise<PythonDescription> => ask(question, ['devices'], TIMEOUT_MS.devices);

/** Whether it has a Keras, so that a program can train there. */
export const canTrain = ({ packages }: PythonDescription): boolean =>
  packages.tf_keras !== undefined ||
  (packages.keras !== undefined && backends.some(name => packages[name] !== undefined)) ||
  packages.tensorflow !== undefined;

const backends: readonly PythonLibrary[] = ['tensorflow', 'jax', 'torch'];

/** "3.12" of "3.12.4". */
export const shortVersion = ({ version }: PythonDescription): string => version.split('.').slice(0, 2).join('.');
