import { Component } from 'preact';
import type { CompatFeature, TableCell } from '../../src/protocol/compatibility';
import { printShape } from '../../src/tensor/shape';
import { as } from '../ui/aria';
import { VERDICT_MARKS, verdictWords } from '../ui/verdict-words';
import { t, tell } from '../ui/words';
import { FEATURE_ROW_HEIGHT } from './rows-in-sight';

interface RowProps {
  feature: CompatFeature;
  row: number;
  cells: readonly TableCell[];
  /** Column of the cell that is in the order of the tab key, and of the selected one; -1: none of this row. */
  focused: number;
  selected: number;
}

/** One feature. It is drawn again only when something of it has changed: a table may have thousands of cells. */
export class FeatureRow extends Component<RowProps> {
  override shouldComponentUpdate(next: RowProps): boolean {
    return (Object.keys(next) as (keyof RowProps)[]).some(name => next[name] !== this.props[name]);
  }

  override render({ feature, row, cells, focused, selected }: RowProps) {
    const { name, type, isLabel } = feature;
    return (
      <div style={{ top: `${row * FEATURE_ROW_HEIGHT}px` }} {...as('row', { 'aria-rowindex': row + 2 })}>
        <div title={name} {...as('rowheader')}>
          <span class="name">{name}</span>
          <span class="minor">
            <code>{`${type.dtype ?? t('mixed')} ${perExample(type.shape)}`}</code>
            {isLabel && ` · ${t('label')}`}
          </span>
        </div>
        {cells.map(({ verdict, reason, step }, column) => {
          const words = step === undefined ? verdictWords[verdict]() : tell(step);
          return (
            <div
              key={column}
              class={verdict}
              {...as('gridcell', {
                tabIndex: column === focused ? 0 : -1,
                'aria-selected': column === selected,
                'aria-label': `${verdictWords[verdict]()}${step === undefined ? '' : `: ${words}`}`,
              })}
              title={tell(reason)}
              data-row={row}
              data-column={column}
            >
              <span class="mark">{VERDICT_MARKS[verdict]}</span>
              <span class="words-of-cell">{words}</span>
            </div>
          );
        })}
      </div>
    );
  }
}

const perExample = (shape: CompatFeature['type']['shape']): string => (shape?.length === 0 ? t('one value') : printShape(shape));
