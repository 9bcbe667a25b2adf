/** What the page asks the editor to keep for it, so that it comes back as it was when it was hidden. */
import { ALL_ROWS, type RecordsQuery, type RowsView } from '../../src/protocol/records-page';
import { keepState, keptState } from '../ui/host';
import type { Cursor } from './cursor';
import { NOTHING_SELECTED, type RowSelection } from './selection';

export interface PageState {
  cursor: Cursor;
  selection: RowSelection;
  /** What stands in the query bar; the rows may still be of another one. */
  query: RecordsQuery;
  /** What stands in it for the other kind of query. */
  otherText: string;
  view: RowsView;
  detailOpen: boolean;
  schemaOpen: boolean;
  schemaWidth: number;
  detailWidth: number;
  /** Height of a pane under the rows, in hundredths of what both have. */
  belowShare: number;
  /** The pane that was asked for last: the one that is shown where there is room for one only. */
  front: 'schema' | 'record';
}

const INITIAL_STATE: PageState = {
  cursor: { row: 0, column: -1 },
  selection: NOTHING_SELECTED,
  query: { kind: 'filter', text: '' },
  otherText: '',
  view: ALL_ROWS,
  detailOpen: true,
  schemaOpen: true,
  schemaWidth: 300,
  detailWidth: 360,
  belowShare: 45,
  front: 'record',
};

/** What was kept, or the first state. */
export const restored = (): PageState => ({ ...INITIAL_STATE, ...((keptState() as Partial<PageState> | undefined) ?? {}) });

export const keep = (state: PageState): void => keepState(state);
