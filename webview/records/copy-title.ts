import { formatCount } from '../../src/common/format';
import type { CopyFormat } from '../../src/protocol/records-page';
import { t } from '../ui/words';

const ONE: { [format in CopyFormat]: (record: string) => string } = {
  json: record => t('Copy record {0} as JSON', record),
  python: record => t('Copy record {0} as Python', record),
};

const SELECTED_ONE: { [format in CopyFormat]: () => string } = {
  json: () => t('Copy the selected record as JSON'),
  python: () => t('Copy the selected record as Python'),
};

const SELECTED: { [format in CopyFormat]: (count: string) => string } = {
  json: count => t('Copy {0} selected records as JSON', count),
  python: count => t('Copy {0} selected records as Python', count),
};

/** What will be copied: the selected records, or else the one of the cursor. */
export function copyTitle(format: CopyFormat, record: number | undefined, selected: number): string {
  if (selected === 0) return ONE[format](record === undefined ? '–' : formatCount(record));
  return selected === 1 ? SELECTED_ONE[format]() : SELECTED[format](formatCount(selected));
}
