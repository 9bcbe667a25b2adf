/** One record, whole: its features, steps or fields, drawn as what they are. */
import type { ComponentChildren } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { formatBytes, formatCount } from '../../src/common/format';
import type { DetailFeature, RecordDetail } from '../../src/protocol/records-detail';
import type { CopyFormat } from '../../src/protocol/records-page';
import { t } from '../ui/words';
import { CopyIcon } from './copy-icon';
import { copyTitle } from './copy-title';
import { FeatureName } from './feature-name';
import { kindTitle } from './kind-title';
import { StepTableView } from './step-table';
import { ValueView } from './value-view';
import { WireTree } from './wire-tree';

export interface DetailPaneProps {
  /** Number of the record, undefined when none is chosen. */
  record: number | undefined;
  /** How many rows are selected in the grid: these are what is copied. */
  selected: number;
  fetch(record: number): Promise<RecordDetail>;
  onStep(by: 1 | -1): void;
  onCopy(format: CopyFormat): void;
  onClose(): void;
}

/** Rows pass by quickly while a key is held down; only one that stays this long is fetched, in milliseconds. */
const FETCH_DELAY_MS = 60;

export function DetailPane({ record, selected, fetch, onStep, onCopy, onClose }: DetailPaneProps) {
  const [detail, setDetail] = useState<RecordDetail | null>(null);
  const [failure, setFailure] = useState<string | null>(null);
  const none = record === undefined;
  useEffect(() => {
    if (record === undefined) {
      setDetail(null);
      return;
    }
    let current = true;
    const timer = setTimeout(() => {
      fetch(record).then(
        found => {
          if (!current) return;
          setDetail(found);
          setFailure(null);
        },
        error => current && setFailure((error as Error).message),
      );
    }, FETCH_DELAY_MS);
    return () => {
      current = false;
      clearTimeout(timer);
    };
  }, [record, fetch]);
  return (
    <section
      class="detail"
      aria-label={t('Record details')}
      onKeyDown={event => {
        if (event.key === 'Escape') onClose();
        else if (event.altKey && (event.key === 'ArrowDown' || event.key === 'ArrowUp')) onStep(event.key === 'ArrowDown' ? 1 : -1);
        else return;
        event.preventDefault();
      }}
    >
      <header>
        <h2 tabIndex={-1}>{record === undefined ? t('No record selected') : t('Record {0}', formatCount(record))}</h2>
        <div class="tools">
          <Tool label={t('Previous record')} title={t('Previous record (Alt+Up)')} disabled={none} onPress={() => onStep(-1)}>
            ↑
          </Tool>
          <Tool label={t('Next record')} title={t('Next record (Alt+Down)')} disabled={none} onPress={() => onStep(1)}>
            ↓
          </Tool>
          {COPY_FORMATS.map(({ format, name, label }) => (
            <Tool
              key={format}
              label={label()}
              title={copyTitle(format, record, selected)}
              disabled={none && selected === 0}
              onPress={() => onCopy(format)}
            >
              <CopyIcon /> {name}
            </Tool>
          ))}
          <Tool label={t('Close')} title={t('Close (Escape)')} onPress={onClose}>
            ×
          </Tool>
        </div>
      </header>
      {failure !== null && <p class="notice notice-error">{failure}</p>}
      {detail && <Body detail={detail} />}
    </section>
  );
}

/** Forms in which a record can be copied. The name of a button ends in what is read on it, for those who say it aloud. */
const COPY_FORMATS: { format: CopyFormat; name: string; label(): string }[] = [
  { format: 'json', name: 'JSON', label: () => t('Copy as JSON') },
  { format: 'python', name: 'Python', label: () => t('Copy as Python') },
];

interface ToolProps {
  /** What it is called; `title` says more of it, such as its key. */
  label: string;
  title: string;
  children: ComponentChildren;
  disabled?: boolean;
  onPress(): void;
}

const Tool = ({ label, title, children, disabled, onPress }: ToolProps) => (
  <button type="button" class="tool" title={title} aria-label={label} disabled={disabled} onClick={onPress}>
    {children}
  </button>
);

function Body({ detail }: { detail: RecordDetail }) {
  const { payload, bytes, offset, member, problem, body } = detail;
  return (
    <div class="detail-body">
      <p class="quiet">
        {payload} · {formatBytes(bytes)} · {t('offset {0}', formatCount(offset))}
        {member && ` · ${member}`}
      </p>
      {problem !== undefined && <p class="notice notice-error">{problem}</p>}
      {body.kind === 'wire' && <WireTree fields={body.fields} />}
      {body.kind === 'value' && <ValueView value={body.value} name={payload} />}
      {body.kind === 'features' && (
        <>
          {[...body.features].sort(imagesFirst).map(feature => (
            <FeatureView key={feature.name} feature={feature} />
          ))}
          {body.features.length === 0 && !body.steps && <p class="quiet">{t('This record has no features.')}</p>}
          {body.steps && <StepTableView steps={body.steps} />}
        </>
      )}
    </div>
  );
}

/** What the user recognises a record by comes first. */
const imagesFirst = (a: DetailFeature, b: DetailFeature): number => Number(b.value.kind === 'image') - Number(a.value.kind === 'image');

function FeatureView({ feature }: { feature: DetailFeature }) {
  const { name, type, length, value } = feature;
  const isShort = value.kind === 'number' || value.kind === 'empty' || (value.kind === 'text' && value.text.length <= 40);
  return (
    <section class={`detail-feature${isShort ? ' short' : ''}`} aria-label={name}>
      <h3>
        <FeatureName name={name} />
        {!isShort && (
          <span class="quiet" title={kindTitle(type)}>
            {type}
            {length === 1 ? '' : ` × ${formatCount(length)}`}
          </span>
        )}
      </h3>
      <ValueView value={value} name={name} />
    </section>
  );
}
