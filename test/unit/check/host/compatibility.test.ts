import * as assert from 'node:assert/strict';
import { createCompatibility } from '../../../../src/check/host/compatibility';
import { diskFiles } from '../../../../src/check/host/node-disk';
import { inEnglish } from '../../../../src/common/sentence';
import type { CompatRequest, CompatTable } from '../../../../src/protocol/compatibility';
import { expandPaths } from '../../../../src/records/node-paths';
import { scanStatistics } from '../../../../src/statistics/report/scan-statistics';
import type { DatasetStatistics } from '../../../../src/statistics/report/statistics';
import { scanFiles } from '../../../../src/statistics/threads/node-scan-pool';
import { inProject } from '../../../root';
import { testParser } from '../../python/parser';

const statisticsOf = async (path: string): Promise<DatasetStatistics> =>
  scanStatistics(await scanFiles(expandPaths([inProject(path)]).paths, { visitor: { name: 'features' } }));

const program = (path: string, text: string): CompatRequest['programs'][number] => ({
  path,
  folder: inProject(''),
  cells: [{ path, text: `import keras\nfrom keras import layers\n${text}`, raises: false }],
  keras: '3',
});

const EMBEDDINGS = 'small = keras.Sequential([layers.Embedding(1000, 8)])\nlarge = keras.Sequential([layers.Embedding(5000, 8)])\n';

const request = (given: Partial<CompatRequest>): CompatRequest => ({
  view: 'panel',
  programs: [],
  stamp: 0,
  modules: [],
  folder: inProject(''),
  given: {},
  statistics: null,
  ...given,
});

/** Verdicts by feature, in the order of the targets. */
const verdicts = ({ features, cells }: CompatTable): { [feature: string]: string[] } =>
  Object.fromEntries(features.map(({ name }, row) => [name, cells[row].map(({ verdict }) => verdict)]));

describe('compatibility as the checker judges it', () => {
  const create = async () => createCompatibility(await testParser(), diskFiles());

  it('features of records against the layers of programs and added modules, on disk and of the catalogue', async () => {
    const checker = await create();
    const table = await checker.compat(
      request({
        programs: [program('w/a.py', EMBEDDINGS)],
        modules: ['https://tfhub.dev/google/nnlm-en-dim128/2', 'test/data/modules/elmo-like'],
        statistics: await statisticsOf('samples/sections'),
      }),
    );
    assert.deepEqual(
      table.targets.map(({ kind, model, added, span }) => [kind, model ?? added, span?.line]),
      [
        ['embedding', 'small', 3],
        ['embedding', 'large', 4],
        ['text', 'https://tfhub.dev/google/nnlm-en-dim128/2', undefined],
        ['text', 'test/data/modules/elmo-like', undefined],
      ],
    );
    const { ids, text } = verdicts(table);
    assert.deepEqual(ids, ['does-not-fit', 'fits', 'does-not-fit', 'does-not-fit']);
    // The module on disk in the format of TF1 has several outputs: one has to be named.
    assert.deepEqual(text.slice(2), ['fits', 'fits-after']);
    assert.deepEqual(table.unknown, []);
  });

  it('a cell in full has the reason, the axes, the ways with their code, and figures', async () => {
    const checker = await create();
    const table = await checker.compat(
      request({ programs: [program('w/a.py', EMBEDDINGS)], statistics: await statisticsOf('samples/sections') }),
    );
    const place = { feature: 'example/ids', target: table.targets[0].id };
    const detail = await checker.compatCell({ view: 'panel', place });
    assert.equal(detail?.verdict.verdict, 'does-not-fit');
    assert.match(inEnglish(detail?.verdict.reason as never), /largest id of "ids" is 4,999/);
    assert.deepEqual(
      detail?.ways.map(({ title, steps }) => [title && inEnglish(title), steps.map(({ code }) => code)]),
      [['Give the Embedding 5,000 rows', ['input_dim=5000']]],
    );
    assert.equal(detail?.verdict.embedding?.largestId, 4999);
    assert.equal(await checker.compatCell({ view: 'other', place }), null);
    assert.equal(await checker.compatCell({ view: 'panel', place: { ...place, feature: 'example/none' } }), null);
  });

  it('names modules of which nothing is known, and asks no file where none may be looked at', async () => {
    const checker = await create();
    const modules = ['https://tfhub.dev/nobody/nothing/1', 'test/data/modules/elmo-like'];
    assert.deepEqual((await checker.compat(request({ modules }))).unknown, modules.slice(0, 1));
    assert.deepEqual((await checker.compat(request({ modules, folder: null }))).unknown, modules);
  });

  it('keeps the ids of columns over edits that leave their names, and drops the columns of a program that is gone', async () => {
    const checker = await create();
    const ids = async (programs: CompatRequest['programs']) =>
      (await checker.compat(request({ programs, stamp: 1 }))).targets.map(({ id }) => id);
    const before = await ids([program('w/a.py', EMBEDDINGS), program('w/b.py', EMBEDDINGS)]);
    const after = await ids([program('w/a.py', `\n\n${EMBEDDINGS.replace('5000', '6000')}`)]);
    assert.equal(new Set(before).size, 4);
    assert.deepEqual(after, before.slice(0, 2));
  });

  it('lists modules of the catalogue with what they take', async () => {
    const modules = await (await create()).knownModules(null);
    assert.ok(modules.length > 80, `${modules.length} modules`);
    const nnlm = modules.find(({ handle }) => handle === 'https://tfhub.dev/google/nnlm-en-dim128/2');
    assert.equal(nnlm?.takes, 'string (batch,) → float32 (batch, 128)');
  });
});
