/** What can be done with the records: a button that opens a menu. */

import { useEffect, useRef, useState } from 'preact/hooks';
import { formatCount } from '../../src/common/format';
import type { CopyFormat, RecordsAction, RecordsFile } from '../../src/protocol/records-page';
import { as } from '../ui/aria';
import { t } from '../ui/words';
import { copyTitle } from './copy-title';

export interface ActionsMenuProps {
  file: RecordsFile;
  filtered: boolean;
  /** The record of the cursor. */
  record: number | undefined;
  /** How many rows are selected. */
  selected: number;
  onCopy(format: CopyFormat): void;
  onRun(action: RecordsAction): void;
}

function exportTitle(selected: number, filtered: boolean): string {
  if (selected > 0) return selected === 1 ? t('Export the selected record…') : t('Export {0} selected records…', formatCount(selected));
  return filtered ? t('Export these records…') : t('Export…');
}

export function ActionsMenu({ file, filtered, record, selected, onCopy, onRun }: ActionsMenuProps) {
  const [open, setOpen] = useState(false);
  const menu = useRef<HTMLUListElement>(null);
  const button = useRef<HTMLButtonElement>(null);
  useEffect(() => {
    if (open) menu.current?.querySelector('button')?.focus();
  }, [open]);
  const runs = (action: RecordsAction, title: string) => ({ title, run: () => onRun(action) });
  const copies = (format: CopyFormat) => ({ title: copyTitle(format, record, selected), run: () => onCopy(format) });
  const actions = [
    runs('export', exportTitle(selected, filtered)),
    ...(record !== undefined || selected > 0 ? [copies('json'), copies('python')] : []),
    runs('parseFunction', t('Generate parse function')),
    ...(file.can.startModel ? [runs('startModel', t('Generate a model from these features'))] : []),
    runs('compare', t('Compare with another file…')),
    runs('compareSchema', t('Compare with a schema file…')),
    runs('schemaText', t('Schema as TFDV text')),
    runs('goodRecords', t('Export intact records…')),
    runs('textIndex', t('Export DALI index…')),
  ];
  const move = (by: number): void => {
    const items = [...(menu.current?.querySelectorAll('button') ?? [])];
    const at = items.indexOf(document.activeElement as HTMLButtonElement);
    items[(at + by + items.length) % items.length]?.focus();
  };
  const close = (): void => {
    setOpen(false);
    button.current?.focus();
  };
  return (
    <div class="menu">
      <button ref={button} type="button" class="tool" aria-haspopup="menu" aria-expanded={open} onClick={() => setOpen(!open)}>
        {t('Actions')} <span aria-hidden="true">▾</span>
      </button>
      {open && (
        <ul
          ref={menu}
          {...as('menu')}
          onKeyDown={event => {
            if (event.key === 'ArrowDown') move(1);
            else if (event.key === 'ArrowUp') move(-1);
            else if (event.key === 'Escape') close();
            else return;
            event.preventDefault();
          }}
          onFocusOut={event => {
            if (!event.currentTarget.contains(event.relatedTarget as Node | null)) setOpen(false);
          }}
        >
          {actions.map(({ title, run }) => (
            <li key={title} {...as('none')}>
              <button
                type="button"
                {...as('menuitem')}
                onClick={() => {
                  close();
                  run();
                }}
              >
                {title}
              </button>
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}
