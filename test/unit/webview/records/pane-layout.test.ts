import * as assert from 'node:assert/strict';
import fc from 'fast-check';
import { MIN_PANE_WIDTH, openPane, paneLayout, togglePane } from '../../../../webview/records/pane-layout';

const wish = { schemaOpen: true, schemaWidth: 300, detailOpen: true, detailWidth: 360, front: 'record' as 'schema' | 'record' };

describe('the panes of the record viewer', () => {
  const check = (name: string, width: number, part: Partial<typeof wish>, expected: object): void => {
    it(name, () => assert.deepEqual(paneLayout(width, { ...wish, ...part }), expected));
  };
  const beside = { kind: 'beside', schema: true, record: true };
  check('are as wide as the user made them', 1400, {}, { ...beside, schemaWidth: 300, recordWidth: 360 });
  check('give the rows room', 840, {}, { ...beside, schemaWidth: 244, recordWidth: 276 });
  check('one alone gives less', 640, { schemaOpen: false }, { ...beside, schema: false, schemaWidth: 0, recordWidth: 320 });
  check('are under the rows in a narrow editor, one at a time', 600, {}, { kind: 'below', schema: false, record: true });
  check('the one that was asked for last', 600, { front: 'schema' }, { kind: 'below', schema: true, record: false });
  check('or the only one', 350, { detailOpen: false }, { kind: 'below', schema: true, record: false });
  check(
    'or none',
    350,
    { schemaOpen: false, detailOpen: false },
    { ...beside, schema: false, record: false, schemaWidth: 0, recordWidth: 0 },
  );

  it('never leave the page or become narrower than a pane can be', () => {
    const size = fc.integer({ min: MIN_PANE_WIDTH, max: 900 });
    fc.assert(
      fc.property(fc.integer({ min: 200, max: 3000 }), size, size, (width, schemaWidth, detailWidth) => {
        const layout = paneLayout(width, { ...wish, schemaWidth, detailWidth });
        if (layout.kind === 'below') return assert.notEqual(layout.schema, layout.record);
        assert.ok(layout.schemaWidth + layout.recordWidth <= width - 319);
        for (const pane of [layout.schemaWidth, layout.recordWidth]) assert.ok(pane >= MIN_PANE_WIDTH && pane <= 900);
      }),
    );
  });

  it('come into sight and go at a press', () => {
    for (const width of [350, 840, 1400])
      for (const pane of ['schema', 'record'] as const) {
        const opened = { ...wish, ...openPane(pane) };
        assert.ok(paneLayout(width, opened)[pane]);
        const layout = paneLayout(width, opened);
        assert.ok(!paneLayout(width, { ...opened, ...togglePane(pane, layout) })[pane]);
        if (layout.kind === 'below') assert.deepEqual(togglePane(pane, layout), { schemaOpen: false, detailOpen: false });
      }
  });
});
