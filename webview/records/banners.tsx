/** What the user has to know about the file before its rows: corruption, missing shards, that it has changed. */
import { useState } from 'preact/hooks';
import { formatCount } from '../../src/common/format';
import type { RecordsCorruption } from '../../src/protocol/records-page';
import { Button } from '../ui/controls';
import { t } from '../ui/words';

const MAX_CORRUPTIONS_UNFOLDED = 2;

export interface CorruptionBannerProps {
  corruptions: RecordsCorruption[];
  count: number;
  /** Whether no record of the file can be read: there is none to go to, and none to write. */
  nothingRead: boolean;
  onGo(record: number): void;
  onWriteGood(): void;
}

export function CorruptionBanner({ corruptions, count, nothingRead, onGo, onWriteGood }: CorruptionBannerProps) {
  const [open, setOpen] = useState(false);
  if (count === 0) return null;
  const headline = nothingRead
    ? t('This is not a TFRecord file, or none of its records can be read.')
    : count === 1
      ? t('This file is corrupted.')
      : t('This file is corrupted in {0} places.', formatCount(count));
  const shown = open ? corruptions : corruptions.slice(0, MAX_CORRUPTIONS_UNFOLDED);
  return (
    <div class="notice notice-error corruption-banner" role="alert">
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
        {corruptions.length > MAX_CORRUPTIONS_UNFOLDED && (
          <button type="button" class="link" onClick={() => setOpen(!open)}>
            {open ? t('Show fewer') : t('Show {0} more', formatCount(corruptions.length - MAX_CORRUPTIONS_UNFOLDED))}
          </button>
        )}
      </div>
      {!nothingRead && <Button onPress={onWriteGood}>{t('Export intact records…')}</Button>}
    </div>
  );
}

export function ChangedBanner({ gone, onReload }: { gone: boolean; onReload(): void }) {
  return (
    <div class="notice notice-warning" role="alert">
      <p>
        {gone
          ? t('The file no longer exists. You are viewing the previous contents.')
          : t('The file has changed on disk. You are viewing the previous contents.')}
      </p>
      <Button primary onPress={onReload}>
        {t('Reload')}
      </Button>
    </div>
  );
}
