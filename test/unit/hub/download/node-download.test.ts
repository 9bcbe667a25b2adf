import { strict as assert } from 'node:assert';
import { createHash, randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { type DownloadOptions, type DownloadProgress, downloadModule } from '../../../../src/hub/download/node-download';
import { locateModule, tfhubFolder } from '../../../../src/hub/node-cache';
import { inProject } from '../../../root';
import { type Answer, type ArchiveEntry, archiveOf, breaksOff, LocalServer, sends, tarOf, tarWithLongName } from './server';

const words = (path: string): Buffer => readFileSync(inProject(`test/data/modules/words/${path}`));
const FILES: readonly ArchiveEntry[] = [
  [{ name: './', type: 'directory' }],
  ['./saved_model.pb', words('saved_model.pb')],
  ['./variables/variables.index', words('variables/variables.index')],
  ['./variables/variables.data-00000-of-00001', words('variables/variables.data-00000-of-00001')],
  [{ name: './assets', type: 'directory' }],
];
const MODEL: ArchiveEntry = ['saved_model.pb', 'x'];
const ETAG = { etag: '"abc"' };

describe('downloading a module', () => {
  let cache = '';
  let server: LocalServer;
  let handle = '';
  const download = (more: Partial<DownloadOptions> = {}): Promise<string> =>
    downloadModule(handle, {
      environment: { TFHUB_CACHE_DIR: cache },
      ...more,
      limits: { archiveBytes: 1 << 20, unpackedBytes: 1 << 22, files: 10, silenceMs: 2000, retryMs: 1, ...more.limits },
    });
  const folder = (): string => join(cache, tfhubFolder(handle));
  const left = (): string[] =>
    readdirSync(cache)
      .map(name => name.replace(tfhubFolder(handle), ''))
      .sort();

  beforeEach(async () => {
    cache = mkdtempSync(join(tmpdir(), 'hub-download-'));
    server = new LocalServer(sends(await archiveOf(FILES)));
    handle = `${await server.start()}/google/words/1`;
  });
  afterEach(async () => {
    await server.stop();
    rmSync(cache, { recursive: true, force: true });
  });

  it("puts it where TensorFlow Hub's cache has it, with the file that describes it, and asks as TensorFlow Hub does", async () => {
    const progress: DownloadProgress[] = [];
    assert.equal(await download({ onProgress: each => progress.push(each) }), folder());
    assert.equal(server.requests[0].url, '/google/words/1?tf-hub-format=compressed');
    for (const path of ['saved_model.pb', 'variables/variables.index', 'variables/variables.data-00000-of-00001'])
      assert.ok(readFileSync(join(folder(), path)).equals(words(path)), path);
    assert.ok(existsSync(join(folder(), 'assets')));
    assert.match(
      readFileSync(`${folder()}.descriptor.txt`, 'utf8'),
      new RegExp(
        `^Module: ${handle}\nDownload Time: \\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d:\\d\\d\\.\\d+\nDownloader Hostname: .+ \\(PID:${process.pid}\\)$`,
      ),
    );
    assert.deepEqual(left(), ['', '.descriptor.txt']);
    assert.deepEqual(locateModule(handle, { folders: [], environment: { TFHUB_CACHE_DIR: cache } }), {
      folder: folder(),
      source: 'tfhub-cache',
    });
    const [first, last] = [progress[0], progress.at(-1)];
    assert.ok(first?.step === 'download' && first.done > 0 && last?.step === 'unpack' && last.done === last.total);
  });

  it('takes an archive that is not compressed', async () => {
    server.answer = sends(await tarOf(FILES));
    await download();
    assert.ok(existsSync(join(folder(), 'saved_model.pb')));
  });

  it('leaves a module that is there, and takes the place of what is broken', async () => {
    mkdirSync(join(folder(), 'variables'), { recursive: true });
    await download();
    assert.ok(!existsSync(`${folder()}/variables/old`) && existsSync(`${folder()}/saved_model.pb`));
    await download();
    assert.equal(server.requests.length, 1);
  });

  it('follows the redirects of a server', async () => {
    const whole = server.answer;
    server.answer = (request, response) =>
      request.url?.startsWith('/there') ? whole(request, response) : response.writeHead(302, { location: '/there?signed=1' }).end();
    await download();
    assert.deepEqual(
      server.requests.map(({ url }) => url),
      ['/google/words/1?tf-hub-format=compressed', '/there?signed=1'],
    );
  });

  it('goes through the proxy of the environment, but for hosts that NO_PROXY names', async () => {
    const proxy = new LocalServer((_, response) => response.writeHead(500).end());
    const before = { ...process.env };
    const address = await proxy.start();
    try {
      Object.assign(process.env, { http_proxy: address, no_proxy: '' });
      await download();
      assert.deepEqual([proxy.requests[0].method, proxy.requests[0].url], ['CONNECT', new URL(handle).host]);
      process.env.no_proxy = '127.0.0.1';
      rmSync(folder(), { recursive: true });
      await download();
      assert.equal(proxy.requests.length, 1);
    } finally {
      for (const name of ['http_proxy', 'no_proxy'])
        if (before[name] === undefined) delete process.env[name];
        else process.env[name] = before[name];
      await proxy.stop();
    }
  });

  it('goes on where a connection broke off', async () => {
    const bytes = await archiveOf(FILES);
    server.answer = breaksOff(bytes, 1000, 2, ETAG);
    await download();
    assert.deepEqual(
      server.requests.map(({ headers }) => [headers.range, headers['if-range']]),
      [
        [undefined, undefined],
        ['bytes=1000-', '"abc"'],
        ['bytes=2000-', '"abc"'],
      ],
    );
    assert.ok(readFileSync(join(folder(), 'saved_model.pb')).equals(words('saved_model.pb')));
  });

  it('starts anew where the server has another file by now, or cannot send parts', async () => {
    const bytes = await archiveOf(FILES);
    let requests = 0;
    const first = breaksOff(bytes, 1000, 1, ETAG);
    server.answer = (request, response) => (requests++ === 0 ? first : sends(bytes, { etag: '"new"' }))(request, response);
    await download();
    rmSync(folder(), { recursive: true });
    server.answer = breaksOff(bytes, 1000, 1);
    await download();
    assert.equal(server.requests.at(-1)?.headers.range, undefined);
    assert.ok(readFileSync(join(folder(), 'saved_model.pb')).equals(words('saved_model.pb')));
  });

  it('can be cancelled at any time, leaves no lock, and goes on from there the next time', async () => {
    const bytes = await archiveOf([...FILES, ['noise', randomBytes(300_000)]]);
    server.answer = (_, response) => {
      response.writeHead(200, { 'content-length': String(bytes.length), ...ETAG });
      response.write(bytes.subarray(0, 100_000));
    };
    const abort = new AbortController();
    const cancelled = download({
      signal: abort.signal,
      onProgress: ({ done }) => done >= 100_000 && setImmediate(() => abort.abort()),
    });
    await assert.rejects(cancelled, { name: 'AbortError' });
    assert.deepEqual(left(), ['.download', '.download.part.json']);
    server.answer = sends(bytes, ETAG);
    await download();
    assert.equal(server.requests.at(-1)?.headers.range, 'bytes=100000-');
    assert.deepEqual(left(), ['', '.descriptor.txt']);
  });

  it('can be cancelled while it unpacks', async () => {
    const abort = new AbortController();
    const onProgress = ({ step }: DownloadProgress): void => void (step === 'unpack' && abort.abort());
    await assert.rejects(download({ signal: abort.signal, onProgress }), { name: 'AbortError' });
    assert.deepEqual(left(), []);
  });

  it('waits for nobody: says who downloads it already, and takes the lock of a program that was killed', async () => {
    const lock = `${folder()}.lock`;
    writeFileSync(lock, `${hostname()}.${process.pid}.0123`);
    await assert.rejects(download(), /is being downloaded by another program\. If none is running, delete .*\.lock\.$/);
    writeFileSync(lock, 'another-machine.1.0123');
    await assert.rejects(download(), /is being downloaded by another program/);
    utimesSync(lock, 1, 1);
    mkdirSync(`${folder()}.0123.tmp`);
    utimesSync(`${folder()}.0123.tmp`, 1, 1);
    await download();
    assert.deepEqual(left(), ['', '.descriptor.txt']);
  });

  const status =
    (code: number): Answer =>
    (_, response) =>
      response.writeHead(code).end('no');
  const archive = (...entries: ArchiveEntry[]) => archiveOf(entries);
  const loops: Answer = (_, response) => response.writeHead(301, { location: '/again' }).end();
  const misbehaving: { name: string; answer: () => Answer | Promise<Answer>; says: RegExp }[] = [
    { name: 'forbids it', answer: () => status(403), says: /127\.0\.0\.1:\d+ does not give it \(status 403\)/ },
    { name: 'does not have it', answer: () => status(404), says: /does not have it \(status 404\)/ },
    { name: 'fails', answer: () => status(500), says: /answers with status 500/ },
    { name: 'redirects without end', answer: () => loops, says: /sends the request on more than 10 times/ },
    {
      name: 'redirects to nowhere',
      answer: () => (_, response) => response.writeHead(302).end(),
      says: /sends the request on without saying where/,
    },
    {
      name: 'redirects to another protocol',
      answer: () => (_, response) => response.writeHead(302, { location: 'ftp://127.0.0.1/x' }).end(),
      says: /to ftp:\/\/127\.0\.0\.1, which is not encrypted/,
    },
    {
      name: 'breaks off each time',
      answer: async () => breaksOff(await archiveOf(FILES), 10, 99),
      says: /broke off after 10 of [\d,]+ bytes/,
    },
    {
      name: 'is silent',
      answer: () => (_, response) => void response.writeHead(200, { 'content-length': '10' }).write('x'),
      says: /broke off after 1 of 10 bytes/,
    },
    {
      name: 'never answers',
      answer: () => () => undefined,
      says: /cannot be reached \(it was silent for 0\.2 s\)/,
    },
    { name: 'sends nothing', answer: () => sends(Buffer.alloc(0)), says: /sent nothing/ },
    { name: 'sends a web page', answer: () => sends(Buffer.from('<!DOCTYPE html><html>')), says: /sent a web page/ },
    { name: 'sends noise', answer: () => sends(Buffer.from('noise'.repeat(200))), says: /no archive of a module/ },
    {
      name: 'sends another file than its hash says',
      answer: async () => sends(await archiveOf(FILES), { 'x-goog-hash': 'crc32c=AAAAAA==,md5=AAAAAAAAAAAAAAAAAAAAAA==' }),
      says: /has the MD5 .*, not AAAAAAAAAAAAAAAAAAAAAA==; it is not used/,
    },
    { name: 'sends too much', answer: () => sends(Buffer.alloc(2 << 20)), says: /sends more than 0\.0 GiB/ },
    {
      name: 'sends too much without saying so',
      answer: () => (_, response) => response.writeHead(200).end(Buffer.alloc(2 << 20)),
      says: /sends more than 0\.0 GiB/,
    },
    {
      name: 'sends a bomb',
      answer: async () => sends(await archive(MODEL, ['zeros', new Uint8Array(8 << 20)])),
      says: /unpacks to more than/,
    },
    {
      name: 'sends a bomb behind the archive',
      answer: async () => sends(gzipSync(Buffer.concat([await tarOf([MODEL]), new Uint8Array(8 << 20)]))),
      says: /unpacks to more than|names that are too long/,
    },
    { name: 'sends a cut archive', answer: async () => sends((await archiveOf(FILES)).subarray(0, 5000)), says: /cut off or corrupted/ },
    { name: 'sends a cut tar', answer: async () => sends((await tarOf(FILES)).subarray(0, 5000)), says: /cut off or corrupted/ },
    {
      name: 'sends garbled headers',
      answer: async () => sends(gzipSync(Buffer.concat([await tarOf([MODEL]).then(tar => tar.subarray(0, 1024)), randomBytes(4096)]))),
      says: /cut off or corrupted/,
    },
    { name: 'sends no module', answer: async () => sends(await archive(['README.md', 'hello'])), says: /holds no saved_model\.pb/ },
    {
      name: 'sends too many files',
      answer: async () => sends(await archive(...Array.from({ length: 12 }, (_, i): ArchiveEntry => [`f${i}`]))),
      says: /more than 10 files/,
    },
    {
      name: 'sends a file twice',
      answer: async () => sends(await archive(MODEL, ['./saved_model.pb', 'y'])),
      says: /"\.\/saved_model\.pb" twice/,
    },
    ...[
      '../outside',
      'variables/../../outside',
      '..',
      'C:/outside',
      '..\\outside',
      'nul\u0001',
      'con',
      `${'a/'.repeat(40)}b`,
      'x'.repeat(300),
    ].map(name => ({
      name: `sends ${JSON.stringify(name.slice(0, 30))}`,
      answer: async () => sends(await archive(MODEL, [name, 'x'])),
      says: /a name that is not unpacked/,
    })),
    ...(['symlink', 'link', 'character-device', 'fifo'] as const).map(type => ({
      name: `sends a ${type}`,
      answer: async () => sends(await archive(MODEL, [{ name: 'a', type, linkname: '/etc/passwd' }])),
      says: new RegExp(`neither a file nor a folder \\(${type}\\)`),
    })),
    {
      name: 'sends a name of megabytes',
      answer: async () => sends(gzipSync(await tarWithLongName(5_000_000))),
      says: /names that are too long|unpacks to more than/,
    },
  ];
  for (const { name, answer, says } of misbehaving)
    it(`says so where the server ${name}, and leaves nothing`, async () => {
      server.answer = await answer();
      await assert.rejects(download({ limits: { silenceMs: 200 } }), error => {
        assert.match((error as Error).message, says);
        assert.match((error as Error).message, /^[A-Z1].*\.$/s);
        return true;
      });
      assert.deepEqual(left(), []);
      assert.ok(!existsSync(join(cache, 'outside')) && !existsSync(join(cache, '..', 'outside')));
    });

  it('unpacks an absolute name below the folder, as TensorFlow Hub does', async () => {
    server.answer = sends(await archive(['/saved_model.pb', 'x']));
    await download();
    assert.equal(readFileSync(join(folder(), 'saved_model.pb'), 'utf8'), 'x');
  });

  it('takes a file with the hash that Google Storage says', async () => {
    const bytes = await archiveOf(FILES);
    server.answer = sends(bytes, { 'x-goog-hash': `crc32c=AAAAAA==,md5=${createHash('md5').update(bytes).digest('base64')}` });
    await download();
  });

  it('asks no server for what is no address', async () => {
    for (const [other, says] of [
      ['models/words', /no address that starts with https:/],
      ['gs://bucket/words', /no address that starts with https:/],
      [
        'kaggle://google/nnlm/tensorFlow2/en-dim50/1',
        /Download https:\/\/www\.kaggle\.com\/models\/google\/nnlm\/frameworks\/tensorFlow2\/variations\/en-dim50\/versions\/1 /,
      ],
    ] as const)
      await assert.rejects(downloadModule(other, { environment: { TFHUB_CACHE_DIR: cache } }), says);
    assert.deepEqual(readdirSync(cache), []);
  });

  it('says so where no server is', async () => {
    await server.stop();
    await assert.rejects(download(), /127\.0\.0\.1:\d+ cannot be reached \(connect ECONNREFUSED/);
    assert.deepEqual(left(), []);
  });
});
