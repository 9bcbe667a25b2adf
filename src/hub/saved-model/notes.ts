import type { SavedModelFacts } from './facts';

type Facts = Omit<SavedModelFacts, 'problems' | 'notes'>;

/** Operations that are named one by one, at most. */
const MAX_NAMED = 5;

/** What makes a SavedModel useless although it can be read, a sentence each. */
export const problemsOf = ({ callable, signatures }: Facts): string[] =>
  callable === null && Object.keys(signatures).length === 0 ? ['It has no signature and cannot be called, so no layer can use it.'] : [];

/** What the user of a SavedModel has to know beforehand, a sentence each. */
export function notesOf({ customOps, signatures }: Facts): string[] {
  const notes: string[] = [];
  if (customOps.length > 0) {
    const named = customOps.slice(0, MAX_NAMED).join(', ');
    const more = customOps.length > MAX_NAMED ? ` and ${customOps.length - MAX_NAMED} more` : '';
    notes.push(
      `It uses operations that TensorFlow itself does not have (${named}${more}). In Python import their package first, such as tensorflow_text; it cannot be run from here.`,
    );
  }
  for (const [name, { inputs }] of Object.entries(signatures)) {
    const doubles = Object.keys(inputs).filter(key => inputs[key].dtype === 'float64');
    if (doubles.length > 0)
      notes.push(
        `The signature "${name}" takes float64 (${doubles.join(', ')}), and Keras makes float32 unless it is asked for more: cast with tf.cast(…, tf.float64).`,
      );
  }
  return notes;
}
