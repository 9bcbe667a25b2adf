import { type KerasVersion, versionRequired } from '../../common/keras-version';
import type { Interpretation } from '../../python/interpretation';

/** Asks TensorFlow for Keras 2 as `tf.keras`: `os.environ["TF_USE_LEGACY_KERAS"] = "1"`, `setdefault`, or `%env`. */
const asksForKeras2 = /^[^#\n]*TF_USE_LEGACY_KERAS["']?\s*\]?\s*[=,]?\s*(?:str\()?\s*["']?(?:1|true)\b/im;

/** `pip install tensorflow==2.12` in a cell. */
const installs = /^[ \t]*[!%](?:[\w.]+ +-m +)?pip3?\s+install\b(.*(?:\\\n.*)*)$/gm;

/** How Keras 3's own documentation imports it, and what no program that does so has: `tf.keras`, or the modules of which Keras 2 was made. */
const importsKeras = /^import keras\s*$/m;
const importsFromKeras = /^from keras import \w/m;
const importsOfKeras2 =
  /\btf\.keras\b|\btensorflow(?:\.python)?\.keras\b|^from tensorflow import .*\bkeras\b|^(?:from|import) (?:keras\.|tf_keras)/m;

/** Whether a program is written as programs for Keras 3 are; those for Keras 2 take `tf.keras`, or import from `keras.models` and the like. */
function isWrittenForKeras3(texts: readonly string[]): boolean {
  return (
    [importsKeras, importsFromKeras].every(wanted => texts.some(text => wanted.test(text))) &&
    !texts.some(text => importsOfKeras2.test(text))
  );
}

/** What `keras` is in a program: what its own text asks for, else what its environment has, else what the way it imports Keras tells. */
export function kerasOfProgram(texts: readonly string[], environment: KerasVersion): KerasVersion {
  if (texts.some(text => asksForKeras2.test(text))) return '2';
  for (const text of texts) {
    const installed = [...text.matchAll(installs)].map(([, words]) => versionRequired(words)).find(version => version !== undefined);
    if (installed !== undefined && environment === 'unknown') return installed;
  }
  return environment === 'unknown' && isWrittenForKeras3(texts) ? '3' : environment;
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
