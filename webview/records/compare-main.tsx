/** The page that shows two datasets beside each other. */
import { render } from 'preact';
import { formatCount } from '../../src/common/format';
import type { ComparedFeature, CompareHostOffer, CompareView } from '../../src/protocol/records-compare';
import type { ChartBar } from '../../src/protocol/records-schema';
import { openHost } from '../ui/host';
import { t, tell } from '../ui/words';
import { FeatureChartView } from './feature-chart';
import { kindTitle } from './kind-title';
import '../ui/page.css';
import './panes.css';
import './grid.css';
import './schema-pane.css';
import './compare.css';

const host = openHost<CompareHostOffer>({});
type Which = 'first' | 'second';

const show = (which: Which, where: string): void => void host.call('show', { which, where });

function Compare({ view }: { view: CompareView }) {
  const { first, second, features, anomalies } = view;
  return (
    <main class="compare">
      <h1>{t('{0} and {1}', first.name, second.name)}</h1>
      <p class="quiet">
        {anomalies.length === 0
          ? t('No differences found.')
          : anomalies.length === 1
            ? t('1 difference found.')
            : t('{0} differences found.', anomalies.length)}
      </p>
      <ul class="anomalies">
        {anomalies.map(({ type, severity, short, long, feature, where }) => (
          <li key={`${type} ${feature}`} class={`anomaly ${severity}`} title={type}>
            <strong>{tell(short)}</strong> {tell(long)}{' '}
            {where !== undefined && (
              <button type="button" class="link" onClick={() => show('second', where)}>
                {t('Show the records')}
              </button>
            )}
          </li>
        ))}
      </ul>
      <table>
        <thead>
          <tr>
            <th scope="col">{t('Feature')}</th>
            {[first, second].map(({ name, records }) => (
              <th key={name} scope="col">
                {name} <span class="quiet">{t('{0} records', formatCount(records))}</span>
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {features.map(feature => (
            <tr key={feature.name} class={feature.severity ?? ''}>
              <th scope="row">
                {feature.name}
                {feature.severity && <span class="tag">{SEVERITIES[feature.severity]()}</span>}
              </th>
              <Side feature={feature} which="first" />
              <Side feature={feature} which="second" />
            </tr>
          ))}
        </tbody>
      </table>
    </main>
  );
}

const SEVERITIES = { error: () => t('error'), warning: () => t('warning'), information: () => t('information') };

function Side({ feature, which }: { feature: ComparedFeature; which: Which }) {
  const side = feature[which];
  if (!side) return <td class="missing">{t('not present')}</td>;
  const { type, shape, present, records, summary, chart, name } = side;
  return (
    <td>
      <p class="feature-line">
        <span class={`type ${type}`} title={kindTitle(type)}>
          {type} {shape}
        </span>
        {present < records && <span class="tag lacking">{t('{0} of {1}', formatCount(present), formatCount(records))}</span>}
        <span>{tell(summary)}</span>
      </p>
      {chart && <FeatureChartView chart={chart} name={name} onPick={({ where }: ChartBar) => show(which, where)} />}
    </td>
  );
}

host.call('open', null).then(
  view => {
    render(<Compare view={view} />, document.body);
  },
  error => render(<p class="notice notice-error">{(error as Error).message}</p>, document.body),
);
