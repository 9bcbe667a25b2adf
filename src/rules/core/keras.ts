import type { KerasVersion } from '../../common/keras-version';
import type { RuleName } from '../../diagnostics/catalogue';
import { type Details, fail } from './report';
import type { Call, Session } from './rule';

/**
 * Which Keras a program means by `keras`, `tf.keras` and `tf_keras`: the one place that knows. `tf_keras`, and names that Keras 3 has not, are
 * Keras 2 whatever is installed; `keras` and `tf.keras` are what the reading was asked for. Where nobody knows, names that Keras 3 alone has tell.
 */
export function kerasOf({ legacy, session }: Pick<Call, 'legacy' | 'session'>): KerasVersion {
  if (legacy || session.keras === '2' || session.keras2Seen) return '2';
  return session.keras3Seen ? '3' : session.keras;
}

/** Whether a call is one of Keras 2, which rules of Keras 3 say nothing about. */
export const isKeras2 = ({ legacy, session }: Pick<Call, 'legacy' | 'session'>): boolean => legacy || session.keras === '2';

/** A dotted name was used: some exist in Keras 3 alone. */
export function noticeName(session: Session, name: string): void {
  if (/^keras\.(ops|random|distribution|tree)\b/.test(name)) session.keras3Seen = true;
}

/**
 * Reports what Keras 2 takes and Keras 3 refuses: an error where the program is for Keras 3, a warning that says so where that is not known, and
 * nothing for Keras 2. Answers whether it reported.
 */
export function failInKeras3(
  call: Pick<Call, 'context' | 'legacy' | 'session'>,
  rule: RuleName,
  message: string,
  details: Details = {},
): boolean {
  const keras = kerasOf(call);
  if (keras === '3') fail(call, rule, message, details);
  if (keras === 'unknown') fail(call, rule, `Keras 3 refuses this; Keras 2 takes it. ${message}`, { ...details, level: 'warning' });
  return keras !== '2';
}
