import assert from 'node:assert/strict';
import { cpSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { moduleFacts } from '../../../../src/check/host/node-module-facts';
import { readProgram } from '../../../../src/check/read/program';
import { readWithFacts } from '../../../../src/check/read/with-facts';
import { inProject } from '../../../root';
import { testParser } from '../../python/parser';

const HANDLE = 'https://tfhub.dev/google/universal-sentence-encoder/4';
const program = `import tensorflow as tf
import tensorflow_hub as hub
vectors = hub.load("${HANDLE}")(tf.constant(["a", "b"]))
`;

describe('modules that a program names', () => {
  let folder = '';
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'module-'));
    cpSync(inProject('test/data/modules/words-dim128'), folder, { recursive: true });
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  const facts = () => moduleFacts({ folders: [folder], given: { [HANDLE]: folder }, environment: { TFHUB_CACHE_DIR: folder } });

  it('are looked up while it is read, and it is read again with what they are', async () => {
    const parser = await testParser();
    const { assignments } = await readWithFacts(
      workspace => readProgram('program.py', program, { parser, workspace }),
      {},
      { modules: facts() },
    );
    const [{ value }] = assignments;
    assert.deepEqual(value.kind === 'tensor' && value.type.shape, [2, 128]);
  });

  it('are read anew once their file has changed, and of no use where they cannot be loaded', async () => {
    const modules = facts();
    assert.equal(modules.peek(HANDLE), undefined);
    await modules.gather(HANDLE);
    assert.equal(modules.peek(HANDLE)?.format, 'tf2');
    writeFileSync(join(folder, 'saved_model.pb'), 'cut off');
    assert.equal(modules.peek(HANDLE), undefined);
    await modules.gather(HANDLE);
    assert.match(modules.peek(HANDLE)?.problem ?? '', /saved_model\.pb cannot be read: it is no protocol buffer at byte 0/);
    assert.equal(modules.peek('https://tfhub.dev/nobody/nothing/1'), null);
  });
});
