import { type KerasVersion, versionRequired } from '../../common/keras-version';
import type { Interpretation } from '../../python/interpretation';

/** Asks TensorFlow for Keras 2 as `tf.keras`: `os.environ["TF_USE_LEGACY_KERAS"] = "1"`, `setdefault`, or `%env`. */
const asksForKeras2 = /^[^#\n]*TF_USE_LEGACY_KERAS["']?\s*\]?\s*[=,]?\s*(?:str\()?\s*["']?(?:1|true)\b/im;

/** `pip install tensorflow==2.12` in a cell. */
const installs = /^[ \t]*[!%](?:[\w.]+ +-m +)?pip3?\s+install\b(.*(?:\\\n.*)*)$/gm;

/** What `keras` is in a program: what its own text asks for, else what its environment has. */
export function kerasOfProgram(texts: Iterable<string>, environment: KerasVersion): KerasVersion {
  for (const text of texts) {
    if (asksForKeras2.test(text)) return '2';
    const installed = [...text.matchAll(installs)].map(([, words]) => versionRequired(words)).find(version => version !== undefined);
    if (installed !== undefined && environment === 'unknown') return installed;
  }
  return environment;
}

/**
 * A program that goes on to train has mostly been run by its author: with Keras 2, where a hub.KerasLayer is in its model and nothing says which.
 * What Keras 3 would make of the layer is information then.
 */
export function evidentlyRun(reading: Interpretation): Interpretation {
  if (!reading.events.some(({ name }) => name === 'fit')) return reading;
  const diagnostics = reading.diagnostics.map(one =>
    one.rule === 'hub-keras3' && one.level === 'warning' ? { ...one, level: 'information' as const } : one,
  );
  return { ...reading, diagnostics };
}
