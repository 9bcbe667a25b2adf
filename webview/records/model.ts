/** What the page knows, in one place: the file, its schema, the view and the cursor. Components draw it and call what changes it. */
import type { Channel } from '../../src/protocol/channel';
import type { QueryError, RecordsFile, RecordsHostOffer, RecordsProgress, RecordsQuery } from '../../src/protocol/records-page';
import type { SchemaView } from '../../src/protocol/records-schema';
import type { Cursor } from './grid';
import { type Kept, keep, restored } from './kept';
import { RowStore } from './row-store';

export interface State extends Kept {
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
  sortBy(feature: string): Promise<void>;
  move(cursor: Cursor): void;
  step(by: number): void;
  /** Goes to a record by its number: at once when it is in the view, else the view is all records again. */
  goTo(record: number): Promise<void>;
}

export function createModel(host: Channel<RecordsHostOffer>, file: RecordsFile): Model {
  const store = new RowStore(argument => host.call('rows', argument));
  const listeners = new Set<() => void>();
  let state: State = { ...restored(), schema: null, progress: {}, error: null, changed: null, sample: null, reveal: 0, awaited: null };

  const update = (part: Partial<State>): void => {
    state = { ...state, ...part };
    const { cursor, query, shown, sort, detailOpen, schemaOpen, schemaWidth, detailWidth } = state;
    keep({ cursor, query, shown, sort, detailOpen, schemaOpen, schemaWidth, detailWidth });
    for (const changed of listeners) changed();
  };

  const setView = async (shown: RecordsQuery | null, sort: State['sort'], cursor: Cursor): Promise<boolean> => {
    const view = sort
      ? { kind: 'sorted' as const, ...sort, of: shown }
      : shown
        ? { kind: 'found' as const, query: shown }
        : { kind: 'all' as const };
    const reply = await host.call('setView', view);
    if (!reply.ok) {
      update({ error: reply.error });
      return false;
    }
    update({ shown, sort, error: null, sample: reply.sample, cursor, reveal: state.reveal + 1 });
    store.renew();
    return true;
  };

  store.onChange(() => {
    const { awaited } = state;
    if (awaited !== null && awaited < store.count)
      update({ awaited: null, cursor: { ...state.cursor, row: awaited }, reveal: state.reveal + 1 });
    else if (store.complete && awaited !== null)
      update({ awaited: null, cursor: { ...state.cursor, row: Math.max(0, store.count - 1) }, reveal: state.reveal + 1 });
    else for (const changed of listeners) changed();
  });

  let checking = 0;
  const edit = (query: RecordsQuery): void => {
    update({ query, error: null });
    const turn = ++checking;
    setTimeout(async () => {
      if (turn !== checking) return;
      const error = await host.call('checkQuery', query);
      if (turn === checking) update({ error });
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
      if (file.where !== null)
        update({ query: { kind: 'filter', text: file.where }, shown: { kind: 'filter', text: file.where }, sort: null });
      void setView(state.shown, state.sort, file.where === null ? state.cursor : first);
    },
    update,
    progress(task, done) {
      const { [task]: _old, ...others } = state.progress;
      update({ progress: done === null ? others : { ...others, [task]: done } });
    },
    edit,
    async run(query) {
      checking++;
      const text = query.text.trim();
      update({ query: { ...query, text: text === '' ? '' : query.text } });
      return setView(text === '' ? null : query, text === '' ? null : state.sort, first);
    },
    async sortBy(feature) {
      const { sort } = state;
      // Up, down, and back to the order of the file.
      const next = sort?.feature !== feature ? { feature, descending: false } : sort.descending ? null : { feature, descending: true };
      await setView(state.shown, next, first);
    },
    move: cursor => update({ cursor }),
    step(by) {
      const row = Math.max(0, Math.min(store.count - 1, state.cursor.row + by));
      update({ cursor: { ...state.cursor, row }, reveal: state.reveal + 1 });
    },
    async goTo(record) {
      if (state.shown || state.sort) await setView(null, null, first);
      update({ awaited: record });
      store.grown();
    },
  };
}
