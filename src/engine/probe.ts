import { dirname } from 'node:path';
import { runTool } from './run-tool';

/**
 * Loads an addon in a process of its own and asks it for TensorFlow's version: a library that crashes or lacks a symbol shows here and not in a
 * training run. Rejects with the loader's complaint.
 */
export async function probeAddon(bindingPath: string, signal?: AbortSignal): Promise<string> {
  const script = 'process.stdout.write(require(process.argv[1]).TF_Version)';
  const environment = { ...process.env, ELECTRON_RUN_AS_NODE: '1', TF_CPP_MIN_LOG_LEVEL: '3' };
  return runTool(process.execPath, ['-e', script, bindingPath], { cwd: dirname(bindingPath), environment, signal });
}
