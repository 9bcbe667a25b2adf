import { strict as assert } from 'node:assert';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { type LocateOptions, locateModule, tfhubFolder } from '../../../src/hub/node-cache';

const ELMO = 'https://tfhub.dev/google/elmo/3';
const NNLM = 'kaggle://google/nnlm/tensorFlow2/en-dim50';

describe('finding a module on disk', () => {
  let root = '';
  const write = (path: string): void => {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), '');
  };
  const locate = (handle: string, more: Partial<LocateOptions> = {}) =>
    locateModule(handle, {
      folders: [join(root, 'workspace'), join(root, 'workspace/scripts')],
      environment: { TFHUB_CACHE_DIR: join(root, 'tfhub'), KAGGLEHUB_CACHE: join(root, 'kaggle') },
      ...more,
    });
  const inCache = (handle: string): string => join(root, 'tfhub', tfhubFolder(handle));
  const problemOf = (handle: string): string => {
    const located = locate(handle);
    assert.ok('problem' in located, JSON.stringify(located));
    return located.problem;
  };

  beforeEach(() => {
    root = mkdtempSync(join(tmpdir(), 'modules-'));
  });
  afterEach(() => rmSync(root, { recursive: true, force: true }));

  it("names folders of TensorFlow Hub's cache as TensorFlow Hub does", () =>
    assert.equal(tfhubFolder('https://tfhub.dev/google/universal-sentence-encoder/4'), '063d866c06683311b44b4992fd46003be952409c'));

  it("takes it from TensorFlow Hub's cache, under whatever spelling it was downloaded", () => {
    write(`tfhub/${tfhubFolder(ELMO)}/saved_model.pb`);
    for (const handle of [ELMO, `${ELMO}?tf-hub-format=compressed`, 'http://tfhub.dev/google/elmo/3'])
      assert.deepEqual(locate(handle), { folder: inCache(ELMO), source: 'tfhub-cache' }, handle);
  });

  it('looks into tfhub_modules of the temporary folder where no cache is set', () => {
    write(`tmp/tfhub_modules/${tfhubFolder(ELMO)}/saved_model.pb`);
    const environment = { TMPDIR: join(root, 'tmp') };
    assert.deepEqual(locate(ELMO, { environment }), { folder: join(root, 'tmp/tfhub_modules', tfhubFolder(ELMO)), source: 'tfhub-cache' });
  });

  it('says which folder to delete where the cache is empty or half unpacked', () => {
    mkdirSync(inCache(ELMO), { recursive: true });
    assert.match(problemOf(ELMO), /cache is empty/);
    assert.ok(problemOf(ELMO).includes(`Delete ${inCache(ELMO)},`));
    write(`tfhub/${tfhubFolder(ELMO)}/variables/variables.index`);
    assert.match(problemOf(ELMO), /cache has no saved_model\.pb/);
  });

  it('prefers a spelling that is whole to one that is not', () => {
    mkdirSync(inCache(ELMO), { recursive: true });
    write(`tfhub/${tfhubFolder('http://tfhub.dev/google/elmo/3')}/saved_model.pb`);
    assert.ok('folder' in locate(ELMO));
  });

  it('says which lock a broken download left', () => {
    write(`tfhub/${tfhubFolder(ELMO)}.lock`);
    assert.ok(problemOf(ELMO).includes(`delete ${inCache(ELMO)}.lock`));
  });

  it("takes the newest whole version from kagglehub's cache, in upper or lower case", () => {
    for (const version of ['2', '10']) write(`kaggle/models/google/nnlm/tensorFlow2/en-dim50/${version}/saved_model.pb`);
    assert.match(problemOf(NNLM), /was broken off\. Delete .*10,/);
    for (const version of ['2', '10']) write(`kaggle/models/google/nnlm/tensorFlow2/en-dim50/${version}.complete`);
    write('kaggle/models/google/nnlm/tensorFlow2/en-dim50/11/saved_model.pb');
    const folder = join(root, 'kaggle/models/google/nnlm/tensorFlow2/en-dim50');
    assert.deepEqual(locate(NNLM), { folder: join(folder, '10'), source: 'kagglehub-cache' });
    assert.deepEqual(locate('https://www.kaggle.com/models/google/nnlm/TensorFlow2/en-dim50/2'), {
      folder: join(folder, '2'),
      source: 'kagglehub-cache',
    });
  });

  it('takes a folder as seen from the first folder that has it, or the folder of saved_model.pb', () => {
    write('workspace/scripts/mine/saved_model.pb');
    const folder = join(root, 'workspace/scripts/mine');
    for (const handle of ['mine', folder, `file://${folder}`, join(folder, 'saved_model.pb')])
      assert.deepEqual(locate(handle), { folder, source: 'folder' }, handle);
    write('workspace/mine.tar.gz');
    assert.match(problemOf('mine.tar.gz'), /is a file/);
  });

  it('takes what the user says before anything else', () => {
    write(`tfhub/${tfhubFolder(ELMO)}/saved_model.pb`);
    write('workspace/mine/saved_model.pb');
    assert.deepEqual(locate(ELMO, { given: { [ELMO]: 'mine' } }), { folder: join(root, 'workspace/mine'), source: 'setting' });
    assert.ok('problem' in locate(ELMO, { given: { [ELMO]: 'gone' } }));
  });

  for (const [name, handle] of [
    ['nothing', ''],
    ['a zero byte', 'a\0b'],
    ['more than a path can hold', 'x'.repeat(100_000)],
    ['a percent sign', '%'],
    ['a word that every object has', 'constructor'],
  ])
    it(`takes a handle of ${name}`, () => {
      const located = locate(handle, { folders: [join(root, 'nowhere')], given: {} });
      assert.ok('problem' in located);
    });

  it('says where it has looked', () => assert.match(problemOf(ELMO), /is not on this machine: it was looked for in .*tfhub\.$/));
});
