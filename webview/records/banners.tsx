/** What a person has to know about the file before its rows: damage, missing shards, that it has changed. */
import { useState } from 'preact/hooks';
import { formatCount } from '../../src/protocol/format';
import type { RecordsDamage } from '../../src/protocol/records-page';
import { Button } from '../ui/controls';
import { t } from './words';

const FEW = 2;

export interface DamageBannerProps {
  damages: RecordsDamage[];
  count: number;
  onGo(record: number): void;
  onWriteGood(): void;
}

export function DamageBanner({ damages, count, onGo, onWriteGood }: DamageBannerProps) {
  const [open, setOpen] = useState(false);
  if (count === 0) return null;
  const shown = open ? damages : damages.slice(0, FEW);
  return (
    <div class="notice notice-error damage-banner" role="alert">
      <div>
        <p>
          <strong>{count === 1 ? t('This file is damaged.') : t('This file is damaged in {0} places.', formatCount(count))}</strong>
        </p>
        <ul>
          {shown.map(({ record, offset, message, member }) => (
            <li key={`${member} ${offset}`}>
              <button type="button" class="link" onClick={() => onGo(record)}>
                {t('Record {0}', formatCount(record))}
              </button>
              {member && ` ${member}`}: {message}
            </li>
          ))}
        </ul>
        {damages.length > FEW && (
          <button type="button" class="link" onClick={() => setOpen(!open)}>
            {open ? t('Show fewer') : t('Show {0} more', formatCount(damages.length - FEW))}
          </button>
        )}
      </div>
      <Button onPress={onWriteGood}>{t('Write the good records…')}</Button>
    </div>
  );
}

export function ChangedBanner({ gone, onReload }: { gone: boolean; onReload(): void }) {
  return (
    <div class="notice notice-warning" role="alert">
      <p>
        {gone
          ? t('The file is no longer there. What is shown is what it was.')
          : t('The file has changed on disk. What is shown is what it was.')}
      </p>
      <Button primary onPress={onReload}>
        {t('Reload')}
      </Button>
    </div>
  );
}
