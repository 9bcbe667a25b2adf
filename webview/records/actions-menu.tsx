/** What can be done with the records: a button that opens a menu. */

import { useEffect, useRef, useState } from 'preact/hooks';
import type { RecordsAction, RecordsFile } from '../../src/protocol/records-page';
import { as } from './aria';
import { t } from './words';

export interface ActionsMenuProps {
  file: RecordsFile;
  filtered: boolean;
  onRun(action: RecordsAction): void;
}

export function ActionsMenu({ file, filtered, onRun }: ActionsMenuProps) {
  const [open, setOpen] = useState(false);
  const menu = useRef<HTMLUListElement>(null);
  const button = useRef<HTMLButtonElement>(null);
  useEffect(() => {
    if (open) menu.current?.querySelector('button')?.focus();
  }, [open]);
  const actions: [RecordsAction, string][] = [
    ['export', filtered ? t('Export these records…') : t('Export…')],
    ['parseFunction', t('Generate parse function')],
    ...(file.can.startModel ? [['startModel', t('Start a model from these features')] as [RecordsAction, string]] : []),
    ['compare', t('Compare with another file…')],
    ['schemaText', t('Schema as TFDV text')],
    ['goodRecords', t('Write the good records…')],
    ['textIndex', t('Write a DALI index…')],
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
          {actions.map(([action, title]) => (
            <li key={action} {...as('none')}>
              <button
                type="button"
                {...as('menuitem')}
                onClick={() => {
                  close();
                  onRun(action);
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
