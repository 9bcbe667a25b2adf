import { useLayoutEffect, useRef, useState } from 'preact/hooks';
import type { CompatPlace, CompatTable, CompatTarget } from '../../src/protocol/compatibility';
import { printBatch } from '../../src/tensor/shape';
import { printType, type TensorType } from '../../src/tensor/type';
import { as } from '../ui/aria';
import { t } from '../ui/words';
import type { CompatActions } from './actions';
import { type CellIndex, movedBy } from './grid-moves';
import { FeatureRow } from './grid-row';
import { drawnRows, FEATURE_ROW_HEIGHT, useScrolled } from './rows-in-sight';

/** Features down, targets across. One cell is in the order of the tab key; arrow keys move from it, over the head too. */
export function CompatGrid({ table, place, actions }: { table: CompatTable; place: CompatPlace | null; actions: CompatActions }) {
  const { features, targets, cells } = table;
  const grid = useRef<HTMLDivElement>(null);
  const scroll = useRef<HTMLDivElement>(null);
  const { top, height } = useScrolled(scroll);
  const selected = indexOf(table, place);
  const [head, setHead] = useState<number | null>(null);
  const focus: CellIndex = head !== null && head < targets.length ? { row: -1, column: head } : (selected ?? { row: 0, column: 0 });
  const moving = useRef(false);

  const goTo = ({ row, column }: CellIndex): void => {
    setHead(row < 0 ? column : null);
    if (row >= 0) actions.select({ feature: features[row].id, target: targets[column].id });
  };
  // Before the next key, which goes to what has the focus then.
  useLayoutEffect(() => {
    if (!moving.current) return;
    moving.current = false;
    grid.current?.querySelector<HTMLElement>('[tabindex="0"]')?.focus();
  });

  const onKeyDown = (event: KeyboardEvent): void => {
    const to = movedBy(event.key, focus, { rows: features.length, columns: targets.length }, event.ctrlKey || event.metaKey);
    if (to !== undefined) {
      moving.current = true;
      goTo(to);
    } else if (event.key === 'Enter' && focus.row >= 0) {
      if (selected === undefined) goTo(focus);
      document.querySelector<HTMLElement>('.detail')?.focus();
    } else return;
    event.preventDefault();
  };
  const onClick = (event: MouseEvent): void => {
    const cell = (event.target as HTMLElement).closest<HTMLElement>('[data-row]');
    if (cell) goTo({ row: Number(cell.dataset.row), column: Number(cell.dataset.column) });
  };

  return (
    <div class="grid-scroll" ref={scroll}>
      <div
        ref={grid}
        {...as('grid', {
          'aria-label': t('Features and what they can be fed into'),
          'aria-rowcount': features.length + 1,
          'aria-colcount': targets.length + 1,
          onKeyDown,
          onClick,
        })}
      >
        <div class="head" {...as('rowgroup')}>
          <div {...as('row', { 'aria-rowindex': 1 })}>
            <div {...as('columnheader')}>{t('Feature')}</div>
            {targets.map((target, column) => (
              <TargetHead key={target.id} target={target} isFocused={focus.row < 0 && focus.column === column} actions={actions} />
            ))}
          </div>
        </div>
        <div class="rows" style={{ height: `${features.length * FEATURE_ROW_HEIGHT}px` }} {...as('rowgroup')}>
          {drawnRows(features.length, top, height, focus.row).map(row => (
            <FeatureRow
              key={features[row].id}
              feature={features[row]}
              row={row}
              cells={cells[row]}
              focused={focus.row === row ? focus.column : -1}
              selected={selected?.row === row ? selected.column : -1}
            />
          ))}
        </div>
      </div>
    </div>
  );
}

function indexOf({ features, targets }: CompatTable, place: CompatPlace | null): CellIndex | undefined {
  const row = features.findIndex(({ id }) => id === place?.feature);
  const column = targets.findIndex(({ id }) => id === place?.target);
  return row < 0 || column < 0 ? undefined : { row, column };
}

/** A column's head: what it is and takes; its button leads to the source, or takes an added module away. */
function TargetHead({ target, isFocused, actions }: { target: CompatTarget; isFocused: boolean; actions: CompatActions }) {
  const { name, model, span, added, takes } = target;
  const tabIndex = isFocused ? 0 : -1;
  return (
    <div title={`${name}\n${takesWords(takes)}`} {...as('columnheader')}>
      {span ? (
        <button type="button" class="place" tabIndex={tabIndex} title={t('Go to line {0}', span.line)} onClick={() => actions.goTo(span)}>
          {name}
        </button>
      ) : (
        <span class="name">{name}</span>
      )}
      {added !== undefined && (
        <button
          type="button"
          class="remove"
          tabIndex={tabIndex}
          aria-label={t('Remove {0}', name)}
          title={t('Remove {0}', name)}
          onClick={() => actions.removeModule(added)}
        >
          ✕
        </button>
      )}
      <span class="minor">{span ? `${model} · ${span.path.split('/').at(-1)}` : t('module')}</span>
      <code class="minor">{takesWords(takes)}</code>
    </div>
  );
}

const takesWords = (takes: TensorType): string => {
  if (takes.shape === null) return takes.dtype === null ? t('several tensors') : t('{0} of any shape', takes.dtype);
  return takes.dtype === null ? printBatch(takes.shape) : printType(takes, true);
};
