import * as assert from 'node:assert/strict';
import type { Channel } from '../../../../src/protocol/channel';
import type { RecordsFile, RecordsHostOffer, RowsView, ViewReply } from '../../../../src/protocol/records-page';
import type { Model } from '../../../../webview/records/model';

/** The editor around a page: it keeps nothing. */
const editor = { postMessage: () => undefined, getState: () => undefined, setState: () => undefined };

/** A page whose host answers when it is told to, and the views that the host was asked for. */
async function openPage(
  rowOf: { [record: number]: number } = {},
): Promise<{ model: Model; asked: RowsView[]; answer(index: number, reply?: ViewReply): Promise<void> }> {
  Object.assign(globalThis, { acquireVsCodeApi: () => editor });
  const { createModel } = await import('../../../../webview/records/model');
  const asked: RowsView[] = [];
  const answers: ((reply: ViewReply) => void)[] = [];
  const call = (name: string, argument: unknown) => {
    if (name === 'rowOf') return Promise.resolve(rowOf[(argument as { record: number }).record] ?? null);
    if (name !== 'setView') return new Promise(() => undefined);
    asked.push(argument as RowsView);
    return new Promise(resolve => answers.push(resolve));
  };
  const host = { call, notify: () => undefined } as unknown as Channel<RecordsHostOffer>;
  const model = createModel(host, { where: null } as RecordsFile);
  const answer = async (index: number, reply: ViewReply = { ok: true, sample: null }) => {
    answers[index](reply);
    await new Promise(resolve => setImmediate(resolve));
  };
  return { model, asked, answer };
}

describe('the view of the record page', () => {
  it('is sorted as it was asked for last, though the answer to that is still on its way', async () => {
    const { model, asked, answer } = await openPage();
    void model.run({ kind: 'search', text: 'squid' });
    await answer(0);
    void model.run({ kind: 'search', text: '' });
    void model.sortBy('size');
    assert.deepEqual(asked.slice(1), [
      { query: null, sort: null },
      { query: null, sort: { feature: 'size', descending: false } },
    ]);
  });

  it('is what was asked for last, whichever answer comes last', async () => {
    const { model, answer } = await openPage();
    void model.sortBy('size');
    void model.run({ kind: 'search', text: 'squid' });
    await answer(1);
    await answer(0);
    assert.deepEqual([model.state.view.query?.text, model.state.view.sort?.feature], ['squid', 'size']);
  });

  it('keeps its filter and order when a record is gone to, and says where it is not among them', async () => {
    const { model, asked, answer } = await openPage({ 7: 2 });
    void model.run({ kind: 'filter', text: 'label == 3' });
    await answer(0);
    await model.goTo(7);
    assert.deepEqual([model.state.cursor.row, model.state.apart, asked.length], [2, null, 1]);
    await model.goTo(8);
    assert.deepEqual([model.state.cursor.row, model.state.apart, asked.length], [2, 8, 1]);
    void model.goToInAll(8);
    assert.deepEqual(asked[1], { query: null, sort: null });
  });

  it('keeps the text of a filter while words are searched for, and the words while it is filtered', async () => {
    const { model } = await openPage();
    model.edit({ kind: 'filter', text: 'label == 3' });
    model.setKind('search');
    assert.deepEqual(model.state.query, { kind: 'search', text: '' });
    model.edit({ kind: 'search', text: 'squid' });
    model.setKind('filter');
    assert.deepEqual(model.state.query, { kind: 'filter', text: 'label == 3' });
    // A click on a bar brings a filter of its own.
    model.setKind('search');
    void model.run({ kind: 'filter', text: 'label == 4' });
    model.setKind('search');
    assert.deepEqual(model.state.query, { kind: 'search', text: 'squid' });
  });

  it('stays as it is when a query is wrong', async () => {
    const { model, asked, answer } = await openPage();
    void model.run({ kind: 'filter', text: 'labl == 3' });
    await answer(0, { ok: false, error: { message: { english: 'no', values: [] }, start: 0, end: 4 } as never });
    void model.sortBy('size');
    assert.deepEqual(asked[1], { query: null, sort: { feature: 'size', descending: false } });
  });
});
