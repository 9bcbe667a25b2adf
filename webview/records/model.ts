/** What the page knows, in one place: the file, its schema, the view and the cursor. Components draw it and call what changes it. */

import { clip } from '../../src/common/row-ranges';
import type { Channel } from '../../src/protocol/channel';
import {
  ALL_ROWS,
  type CopyFormat,
  type QueryError,
  type RecordsFile,
  type RecordsHostOffer,
  type RecordsProgress,
  type RecordsQuery,
  type RowsView,
} from '../../src/protocol/records-page';
import type { SchemaView } from '../../src/protocol/records-schema';
import type { Cursor } from './cursor';
import { keep, type PageState, restored } from './kept';
import { RowStore } from './row-store';
import { allSelected, type Gesture, NOTHING_SELECTED, type RowSelection, selectionAfter } from './selection';

export interface State extends PageState {
  schema: SchemaView | null;
  progress: { [task in RecordsProgress['task']]?: number };
  error: QueryError | null;
  changed: 'changed' | 'gone' | null;
  /** Records that a sort has looked at, when those were not all. */
  sample: number | null;
  /** Grows when the cursor was moved from outside the grid. */
  reveal: number;
  /** A record that somebody wants to see and that is not known yet. */
  awaited: number | null;
  /** A record that somebody wanted to see and that is not there: the last one is shown instead. */
  beyond: number | null;
  /** A record that somebody wanted to see and that is not among the rows of the filter. */
  apart: number | null;
  /** Grows when the models of the workspace may take something else. */
  models: number;
}

export interface Model {
  readonly file: RecordsFile;
  readonly host: Channel<RecordsHostOffer>;
  readonly store: RowStore;
  readonly state: State;
  onChange(changed: () => void): () => void;
  begin(): void;
  update(part: Partial<State>): void;
  progress(task: RecordsProgress['task'], done: number | null): void;
  /** Runs a query; an empty one shows all records. Gives false when it is wrong, and nothing has changed. */
  run(query: RecordsQuery): Promise<boolean>;
  edit(query: RecordsQuery): void;
  /** Filter or search, each with its own text. */
  setKind(kind: RecordsQuery['kind']): void;
  sortBy(feature: string): Promise<void>;
  move(cursor: Cursor, gesture: Gesture): void;
  selectAll(): void;
  /** Copies the selected records, or the one of the cursor. */
  copy(format: CopyFormat): void;
  step(by: number): void;
  /** Goes to a record by its number. Among the rows of a filter or a sort it is looked for; where it is none of them, that is said and the rows stay. */
  goTo(record: number): Promise<void>;
  /** Goes to a record among all records, in the order of the files. */
  goToInAll(record: number): Promise<void>;
}

export function createModel(host: Channel<RecordsHostOffer>, file: RecordsFile): Model {
  const store = new RowStore(argument => host.call('rows', argument));
  const listeners = new Set<() => void>();
  let state: State = {
    ...restored(),
    schema: null,
    progress: {},
    error: null,
    changed: null,
    sample: null,
    reveal: 0,
    awaited: null,
    beyond: null,
    apart: null,
    models: 0,
  };

  const update = (part: Partial<State>): void => {
    state = { ...state, ...part };
    const { cursor, selection, query, otherText, view, detailOpen, schemaOpen, schemaWidth, detailWidth, belowShare, front } = state;
    keep({ cursor, selection, query, otherText, view, detailOpen, schemaOpen, schemaWidth, detailWidth, belowShare, front });
    for (const changed of listeners) changed();
  };

  /** Moves the cursor; the host, whose commands act on the selection, learns of it where that becomes another one. */
  const select = (selection: RowSelection, part: Partial<State> = {}): void => {
    const before = state.selection.rows;
    update({ ...part, selection });
    if (selection.rows !== before) host.notify('select', { rows: selection.rows });
  };
  const moveTo = (cursor: Cursor, gesture: Gesture, part: Partial<State> = {}): void =>
    select(selectionAfter(state.selection, gesture, state.cursor.row, cursor.row), { beyond: null, apart: null, ...part, cursor });
  const reveal = (row: number, part: Partial<State> = {}): void =>
    moveTo({ ...state.cursor, row }, 'move', { ...part, reveal: state.reveal + 1 });

  /** The view that was asked for last: what comes next builds on it, though the answer may still be on its way. */
  let wanted = state.view;
  const setView = async (asked: RowsView, cursor: Cursor, selection = NOTHING_SELECTED): Promise<boolean> => {
    // One of its own for each call: the same view may be asked for again.
    const view = { ...asked };
    wanted = view;
    const reply = await host.call('setView', view);
    // Another view has been asked for meanwhile: its answer is the one that counts.
    if (wanted !== view) return false;
    if (!reply.ok) {
      wanted = state.view;
      update({ error: reply.error });
      return false;
    }
    update({ view, error: null, sample: reply.sample, apart: null, cursor, selection, reveal: state.reveal + 1 });
    host.notify('select', { rows: selection.rows });
    store.renew();
    return true;
  };

  store.onChange(() => {
    const { awaited, selection } = state;
    if (awaited !== null && awaited < store.count) reveal(awaited, { awaited: null });
    else if (store.complete && awaited !== null) reveal(Math.max(0, store.count - 1), { awaited: null, beyond: awaited });
    // The file may have had more records when this was kept.
    else if (store.complete && (selection.rows.at(-1) ?? 0) > store.count)
      select({ ...NOTHING_SELECTED, rows: clip(selection.rows, store.count) });
    else for (const changed of listeners) changed();
  });

  let checking = 0;
  /** Another query in the bar; the text of the other kind waits until that is wanted again. */
  const inBar = (query: RecordsQuery): Pick<State, 'query' | 'otherText'> => ({
    query,
    otherText: query.kind === state.query.kind ? state.otherText : state.query.text,
  });
  const edit = (query: RecordsQuery): void => {
    update({ ...inBar(query), error: null });
    const request = ++checking;
    setTimeout(async () => {
      if (request !== checking) return;
      const error = await host.call('checkQuery', query);
      if (request === checking) update({ error });
    }, 400);
  };

  const first: Cursor = { row: 0, column: -1 };
  return {
    file,
    host,
    store,
    get state() {
      return state;
    },
    onChange(changed) {
      listeners.add(changed);
      return () => listeners.delete(changed);
    },
    begin() {
      host.call('schema', null).then(
        schema => update({ schema }),
        error => {
          store.failure = (error as Error).message;
        },
      );
      if (file.where === null) void setView(state.view, state.cursor, state.selection);
      else {
        const query: RecordsQuery = { kind: 'filter', text: file.where };
        update({ ...inBar(query), view: { query, sort: null } });
        void setView({ query, sort: null }, first);
      }
    },
    update,
    progress(task, done) {
      const { [task]: _old, ...others } = state.progress;
      update({ progress: done === null ? others : { ...others, [task]: done } });
    },
    edit,
    setKind(kind) {
      if (kind !== state.query.kind) edit({ kind, text: state.otherText });
    },
    async run(query) {
      checking++;
      const text = query.text.trim();
      update(inBar({ ...query, text: text === '' ? '' : query.text }));
      return setView(text === '' ? ALL_ROWS : { query, sort: wanted.sort }, first);
    },
    async sortBy(feature) {
      const { query, sort } = wanted;
      // Up, down, and back to the order of the file.
      const next = sort?.feature !== feature ? { feature, descending: false } : sort.descending ? null : { feature, descending: true };
      await setView({ query, sort: next }, { ...state.cursor, row: 0 });
    },
    move: moveTo,
    copy(format) {
      const record = store.peek(state.cursor.row)?.record;
      if (state.selection.rows.length > 0) void host.call('copySelected', { format });
      else if (record !== undefined) void host.call('copy', { record, format });
    },
    selectAll: () => select(allSelected(store.count, state.cursor.row)),
    step: by => reveal(Math.max(0, Math.min(store.count - 1, state.cursor.row + by))),
    async goToInAll(record) {
      await setView(ALL_ROWS, first);
      update({ awaited: record });
      store.grown();
    },
    async goTo(record) {
      if (!wanted.query && !wanted.sort) {
        update({ awaited: record, apart: null });
        store.grown();
        return;
      }
      const row = await host.call('rowOf', { record });
      if (row === null) update({ apart: record });
      else reveal(row);
    },
  };
}
