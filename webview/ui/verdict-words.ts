import type { TableCell } from '../../src/protocol/compatibility';
import { t } from './words';

type Verdict = TableCell['verdict'];

/** A mark for each verdict, so that nothing depends on colours. */
export const VERDICT_MARKS: Readonly<Record<Verdict, string>> = { fits: '✓', 'fits-after': '➜', 'does-not-fit': '✕' };

export const verdictWords: Readonly<Record<Verdict, () => string>> = {
  fits: () => t('fits'),
  'fits-after': () => t('fits after'),
  'does-not-fit': () => t('does not fit'),
};
