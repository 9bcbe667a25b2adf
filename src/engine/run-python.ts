import { runTool, type ToolRun } from './run-tool';

/** Names that a Python may have on the PATH, the likelier one first. */
export const pythonNames = ['python3', 'python'];

/**
 * Runs Python in isolated mode, in a working folder of ours: no module of the current folder, of PYTHONPATH or of the user's site is imported in place of one of
 * the standard library or of pip, so nothing of a workspace runs.
 */
export const runPython = (python: string, args: string[], run: ToolRun): Promise<string> => runTool(python, ['-I', ...args], run);
