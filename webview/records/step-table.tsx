/** The feature lists of a SequenceExample: a row each step. */

import { formatCount } from '../../src/common/format';
import type { StepTable } from '../../src/protocol/records-detail';
import { scrollable } from '../ui/aria';
import { t } from '../ui/words';

export function StepTableView({ steps }: { steps: StepTable }) {
  const { columns, rows, total } = steps;
  return (
    <section class="detail-feature" aria-label={t('Steps')}>
      <h3>
        <span>{t('Steps')}</span>
        <span class="quiet">{formatCount(total)}</span>
      </h3>
      {total === 0 ? (
        <p class="quiet">{t('The feature lists have no steps.')}</p>
      ) : (
        <div class="steps" {...scrollable}>
          <table>
            <thead>
              <tr>
                <th scope="col">{t('step')}</th>
                {columns.map(column => (
                  <th key={column} scope="col">
                    {column}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {rows.map((cells, step) => (
                <tr key={step}>
                  <th scope="row">{step}</th>
                  {cells.map((cell, column) => (
                    <td key={columns[column]}>{cell}</td>
                  ))}
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
      {total > rows.length && <p class="quiet">{t('the first {0} of {1} steps', formatCount(rows.length), formatCount(total))}</p>}
    </section>
  );
}
