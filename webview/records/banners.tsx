/** What a person has to know about the file before its rows: damage, missing shards, that it has changed. */
import { useState } from 'preact/hooks';
import { formatCount } from '../../src/common/format';
import type { RecordsDamage } from '../../src/protocol/records-page';
import { Button } from '../ui/controls';
import { t } from './words';

const FEW = 2;

export interface DamageBannerProps {
  damages: RecordsDamage[];
  count: number;
  /** Whether no record of the file can be read: there is none to go to, and none to write. */
  nothingRead: boolean;
  onGo(record: number): void;
  onWriteGood(): void;
}

export function DamageBanner({ damages, count, nothingRead, onGo, onWriteGood }: DamageBannerProps) {
  const [open, setOpen] = useState(false);
  if (count === 0) return null;
  const headline = nothingRead
    ? t('This is not a TFRecord file, or none of its records can be read.')
    : count === 1
      ? t('This file is damaged.')
      : t('This file is damaged in {0} places.', formatCount(count));
  const shown = open ? damages : damages.slice(0, FEW);
  return (
    <div class="notice notice-error damage-banner" role="alert">
      <div>
        <p>
          <strong>{headline}</strong>
        </p>
        <ul>
          {shown.map(({ record, offset, message, member }) => (
            <li key={`${member} ${offset}`}>
              {nothingRead ? (
                t('Record {0}', formatCount(record))
              ) : (
                <button type="button" class="link" onClick={() => onGo(record)}>
                  {t('Record {0}', formatCount(record))}
                </button>
              )}
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
      {!nothingRead && <Button onPress={onWriteGood}>{t('Write the good records…')}</Button>}
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
