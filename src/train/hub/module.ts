import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { ModulePlan } from '../../plan/plan';
import { type Element, NdArray } from '../input/array';
import { checkedInputs } from './check-inputs';
import { OutputCache } from './output-cache';
import { moduleEngine } from './session';

/** A frozen module as a function: what it gives for a batch. Throws a sentence where it cannot run. */
export type RunModule = (given: Element) => Element;

const loaded = new Map<string, RunModule>();

/** A module of the plan, loaded once however often the plan calls it. Throws a sentence. */
export function loadedModule(plan: ModulePlan): RunModule {
  const key = JSON.stringify(plan);
  const run = loaded.get(key) ?? loadModule(plan);
  loaded.set(key, run);
  return run;
}

/** Loads a module of the plan. What it gives for a row is computed once, where its rows do not depend on each other. Throws a sentence. */
function loadModule(plan: ModulePlan): RunModule {
  const { folder, handle, tags, constants, outputs } = plan;
  if (moduleEngine.load === undefined) throw new Error(`${handle} needs native TensorFlow`);
  if (!existsSync(join(folder, 'saved_model.pb'))) throw new Error(`the folder of ${handle} is gone: ${folder} has no saved_model.pb`);
  const session = said(handle, 'cannot be loaded', () => moduleEngine.load?.(folder, tags));
  const flags = constants.map(({ node, value }) => ({ node, array: new NdArray('bool', [], Uint8Array.of(Number(value))) }));
  const run = (inputs: { node: string; array: NdArray }[]): NdArray[] =>
    said(handle, 'fails', () => session?.run([...inputs, ...flags], outputs) ?? []);
  const cache = OutputCache.fits(plan) ? new OutputCache(run) : undefined;
  return given => {
    const inputs = checkedInputs(plan, given);
    const results = cache === undefined ? run(inputs) : cache.run(inputs);
    if (outputs.length === 1 && outputs[0].key === null) return results[0];
    return Object.fromEntries(outputs.map(({ key }, place) => [key ?? '', results[place]]));
  };
}

/** TensorFlow's first sentence about it. */
function said<T>(handle: string, what: string, work: () => T): T {
  try {
    return work();
  } catch (error) {
    const [line] = (error as Error).message.replace(/^(Failed to load SavedModel|Session fail to run with error): /, '').split('\n');
    throw new Error(`${handle} ${what}: ${line}`);
  }
}
