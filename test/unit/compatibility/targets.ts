import { readProgram } from '../../../src/check/read/program';
import { modelInputs } from '../../../src/check/views/model-inputs';
import { moduleTarget } from '../../../src/compatibility/module-target';
import type { Target } from '../../../src/compatibility/target';
import { type HubModule, moduleOf } from '../../../src/hub/module';
import { moduleFromFacts } from '../../../src/hub/module-facts';
import { folderOnDisk } from '../../../src/hub/node-module-folder';
import { readSavedModel } from '../../../src/hub/saved-model/read';
import { inProject } from '../../root';
import { testParser } from '../python/parser';

/** A program whose model consists of one layer, or of an input alone. */
export const modelOf = (layer: string): string =>
  layer.startsWith('tf.keras.Input')
    ? `inputs = ${layer}\nlayer = tf.keras.Model(inputs, tf.keras.layers.Identity()(inputs))\n`
    : `layer = tf.keras.Sequential([${layer}])\n`;

/** What a layer as Python has it, a handle of the catalogue, or a module in a folder of the project takes. */
export async function targetOf(text: string): Promise<Target> {
  if (text.startsWith('tf.')) {
    const reading = readProgram('a.py', `import tensorflow as tf\n${modelOf(text)}`, { parser: await testParser() });
    const [input, ...more] = modelInputs(reading, 'a.py');
    if (input === undefined || more.length > 0) throw new Error(`${text} gives ${more.length + 1} targets`);
    return input.target;
  }
  const target = moduleTarget(text, moduleOf(text) ?? moduleIn(text) ?? { format: undefined });
  if (target === undefined) throw new Error(`Nothing is known of ${text}`);
  return target;
}

const folders = ['test/data/compatibility/small-images', 'test/data/modules/elmo-like', 'test/data/modules/words-dim128'];
const read = new Map<string, HubModule>();

before(async () => {
  for (const folder of folders) {
    const reading = await readSavedModel(folderOnDisk(inProject(folder)));
    if ('problem' in reading) throw new Error(reading.problem);
    read.set(folder, moduleFromFacts(reading.facts));
  }
});

/** What is known of a module that lies in a folder of the project. */
export const moduleIn = (folder: string): HubModule | undefined => read.get(folder);
