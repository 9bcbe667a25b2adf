import { Unreadable } from '../saved-model/unreadable';
import { parametersOf } from '../saved-model/variables';
import type { KerasConfig, ModelFileFacts } from './facts';
import { readHdf5 } from './hdf5/read';
import { jsonObject } from './json';
import { configuredLayers, inputsOf } from './keras-config';
import { type StoredWeights, storedWeights } from './keras-weights';
import type { RandomAccess } from './random-access';
import { openEntry, type ZipEntry, zipEntries } from './zip';

/** Longest configuration that is read, unpacked. */
const MAX_CONFIG_BYTES = 1 << 26;
/** Weights that are compressed are unpacked in memory up to here. */
const MAX_UNPACKED_BYTES = 1 << 27;

const NO_WEIGHTS: StoredWeights = { layout: 'other', weights: [], layers: [] };

/** A model in the format of Keras 3: an archive of config.json, metadata.json and model.weights.h5. Throws `Unreadable`. */
export async function readKerasArchive(access: RandomAccess, deadline: number): Promise<ModelFileFacts> {
  const entries = await zipEntries(access);
  const json = async (name: string): Promise<{ readonly [key: string]: unknown } | undefined> => {
    const entry = entries.get(name);
    if (entry === undefined) return undefined;
    const file = await openEntry(access, entry, MAX_CONFIG_BYTES, deadline);
    if (file.size > MAX_CONFIG_BYTES) throw new Unreadable(`${name} in it is larger than any configuration`);
    return jsonObject(new TextDecoder().decode(await file.read(0, file.size)), `${name} in it`);
  };
  const config = await json('config.json');
  if (config === undefined) throw new Unreadable('it is a ZIP archive without config.json, so it holds no model of Keras');
  const metadata = await json('metadata.json');
  const { stored, notes } = await weightsOf(access, entries, config, deadline);
  const problems = typeof config.class_name === 'string' ? [] : ['Its config.json names no class, so Keras cannot make the model.'];
  const keras = typeof metadata?.keras_version === 'string' ? metadata.keras_version : '';
  return { ...factsOf('keras', keras, config, stored), problems, notes };
}

async function weightsOf(
  access: RandomAccess,
  entries: ReadonlyMap<string, ZipEntry>,
  config: KerasConfig,
  deadline: number,
): Promise<{ stored: StoredWeights; notes: string[] }> {
  const entry = entries.get('model.weights.h5');
  const withoutWeights = {
    ...NO_WEIGHTS,
    layers: configuredLayers(config).map(({ name, className }) => ({ name, className, parameters: null })),
  };
  if (entry === undefined) {
    const isSharded = entries.has('model.weights.json');
    return {
      stored: withoutWeights,
      notes: [isSharded ? 'Its weights are stored in several files, which are not listed.' : 'It has no weights.'],
    };
  }
  try {
    const content = await readHdf5(await openEntry(access, entry, MAX_UNPACKED_BYTES, deadline));
    return { stored: storedWeights(content, configuredLayers(config)), notes: unreadNotes(content.unread) };
  } catch (error) {
    return { stored: withoutWeights, notes: [`Its weights cannot be listed: ${(error as Error).message}.`] };
  }
}

/** An HDF5 file: a model as Keras 2 saved it, weights of either Keras, or something else. Throws `Unreadable`. */
export async function readHdf5File(access: RandomAccess): Promise<ModelFileFacts> {
  const content = await readHdf5(access);
  const root = content.texts.get('');
  const text = root?.get('model_config')?.[0];
  const config = text === undefined ? null : (jsonObject(text, 'its model_config') as KerasConfig);
  const stored = storedWeights(content, config ? configuredLayers(config) : []);
  const keras = root?.get('keras_version')?.[0] ?? content.texts.get('model_weights')?.get('keras_version')?.[0] ?? '';
  const formats = { keras: 'keras-weights', 'keras-h5': 'keras-h5-weights', other: 'hdf5' } as const;
  const format = config ? 'keras-h5' : formats[stored.layout];
  return { ...factsOf(format, keras, config, stored), problems: [], notes: unreadNotes(content.unread) };
}

function factsOf(format: ModelFileFacts['format'], keras: string, config: KerasConfig | null, stored: StoredWeights) {
  return {
    format,
    keras,
    model: typeof config?.class_name === 'string' ? config.class_name : null,
    layers: stored.layers,
    weights: stored.weights,
    parameters: parametersOf(stored.weights),
    inputs: config && inputsOf(config),
    config,
  };
}

function unreadNotes(groups: readonly string[]): string[] {
  if (groups.length === 0) return [];
  const [first] = groups;
  return [
    `Groups that are stored densely are not listed: ${first === '' ? 'the root' : `"${first}"`}${groups.length > 1 ? ` and ${groups.length - 1} more` : ''}.`,
  ];
}
