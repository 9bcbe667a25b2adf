/** The features of the dataset: type, shape, presence, distribution, and what departs from what nearly all records have. */
import { useState } from 'preact/hooks';
import { formatCount } from '../../src/common/format';
import { compatFeatureId } from '../../src/protocol/compatibility';
import type { SchemaAnomaly, SchemaFeatureView, SchemaView } from '../../src/protocol/records-schema';
import { t, tell } from '../ui/words';
import { FeatureChartView } from './feature-chart';
import { FeatureModels, type ModelsOfPage } from './feature-models';
import { FeatureName } from './feature-name';
import { kindTitle } from './kind-title';

export interface SchemaPaneProps {
  schema: SchemaView | null;
  /** Whether the statistics over all records are on their way. */
  reading: boolean;
  onWhere(where: string): void;
  onReadAll(): void;
  models: ModelsOfPage;
}

/** What a feature looks like. */
const ROLES: { [kind: string]: (() => string) | undefined } = {
  image: () => t('image'),
  tensor: () => t('tensor'),
  box: () => t('box'),
  flag: () => t('flag'),
  label: () => t('label'),
  id: () => t('id'),
  tokens: () => t('tokens'),
  text: () => t('text'),
};

/** Features drawn at once; a search box narrows more down. */
const MAX_FEATURES_SHOWN = 200;

export function SchemaPane({ schema, reading, onWhere, onReadAll, models }: SchemaPaneProps) {
  const [wanted, setWanted] = useState('');
  if (!schema) return <p class="quiet pad">{t('Reading the first records…')}</p>;
  if (schema.records === 0) return <p class="quiet pad">{t('There are no records, so there are no features.')}</p>;
  if (schema.features.length + schema.anomalies.length === 0) return <p class="quiet pad">{t('These records have no features.')}</p>;
  const matching = schema.features.filter(({ name }) => name.toLowerCase().includes(wanted.toLowerCase()));
  return (
    <div class="schema">
      <p class="coverage">
        <strong>{schema.features.length === 1 ? t('1 feature') : t('{0} features', formatCount(schema.features.length))}</strong>
        <span>
          {schema.coverage === 'all'
            ? t('statistics of all {0} records', formatCount(schema.records))
            : t('statistics of the first {0} records', formatCount(schema.records))}
        </span>
        {schema.coverage === 'sampled' && !reading && (
          <button type="button" class="link" onClick={onReadAll}>
            {t('Read all')}
          </button>
        )}
      </p>
      {schema.malformed > 0 && (
        <p class="anomaly error">{t('{0} records have valid checksums but are not Example protos.', formatCount(schema.malformed))}</p>
      )}
      <Anomalies anomalies={schema.anomalies} onWhere={onWhere} />
      {schema.features.length > 12 && (
        <input
          class="narrow"
          type="search"
          placeholder={t('Find a feature')}
          aria-label={t('Find a feature')}
          value={wanted}
          onInput={event => setWanted(event.currentTarget.value)}
        />
      )}
      <ul class="features">
        {matching.slice(0, MAX_FEATURES_SHOWN).map(feature => (
          <Feature key={`${feature.place} ${feature.name}`} feature={feature} schema={schema} onWhere={onWhere} models={models} />
        ))}
      </ul>
      {matching.length > MAX_FEATURES_SHOWN && (
        <p class="quiet pad">{t('and {0} more', formatCount(matching.length - MAX_FEATURES_SHOWN))}</p>
      )}
    </div>
  );
}

function Anomalies({ anomalies, onWhere }: { anomalies: SchemaAnomaly[]; onWhere(where: string): void }) {
  if (anomalies.length === 0) return null;
  return (
    <ul class="anomalies" aria-label={t('Anomalies')}>
      {anomalies.map(({ type, severity, short, long, feature, where }) => (
        <li key={`${type} ${feature}`} class={`anomaly ${severity}`} title={type}>
          <strong>{tell(short)}</strong> {tell(long)}{' '}
          {where !== undefined && (
            <button type="button" class="link" onClick={() => onWhere(where)}>
              {t('Show the records')}
            </button>
          )}
        </li>
      ))}
    </ul>
  );
}

interface FeatureProps {
  feature: SchemaFeatureView;
  schema: SchemaView;
  onWhere(where: string): void;
  models: ModelsOfPage;
}

function Feature({ feature, schema, onWhere, models }: FeatureProps) {
  const [open, setOpen] = useState(false);
  const { name, place, type, shape, present, records, role, summary, chart, facts } = feature;
  const share = records === 0 ? 1 : present / records;
  return (
    <li class="feature">
      <button type="button" class="feature-head" aria-expanded={open} onClick={() => setOpen(!open)}>
        <FeatureName name={name} />
        <span class={`type ${type}`} title={kindTitle(type)}>
          {type} {shape}
        </span>
      </button>
      <p class="feature-line">
        {place !== '' && <span class="tag">{place}</span>}
        {role && (
          <span class="tag" title={tell(role.why)}>
            {ROLES[role.kind]?.() ?? role.kind}
          </span>
        )}
        {share < 1 && (
          <span class="tag lacking" title={t('present in {0} of {1} records', formatCount(present), formatCount(records))}>
            {t('in {0} %', percent(share))}
          </span>
        )}
        <span class="summary">{tell(summary)}</span>
      </p>
      {chart && <FeatureChartView chart={chart} name={name} onPick={bar => onWhere(bar.where)} />}
      {open && (
        <dl class="facts">
          {facts.map(([what, value], index) => (
            <div key={index}>
              <dt>{tell(what)}</dt>
              <dd>{tell(value)}</dd>
            </div>
          ))}
        </dl>
      )}
      {open && <FeatureModels feature={compatFeatureId(name, place === 'sequence')} schema={schema} models={models} />}
    </li>
  );
}

/** Never "100" or "0" for what is not all or none. */
const percent = (share: number): string => (share > 0.99 ? '> 99' : share < 0.01 ? '< 1' : (100 * share).toFixed(0));
