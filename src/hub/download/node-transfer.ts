import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { open, readFile, rm, stat, writeFile } from 'node:fs/promises';
import type { IncomingMessage } from 'node:http';
import { pipeline } from 'node:stream/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { get } from './node-request';

export interface Transfer {
  readonly address: URL;
  /** Where the bytes go. What is there already is continued, if the server still has the same file. */
  readonly file: string;
  readonly maxBytes: number;
  readonly silenceMs: number;
  /** Milliseconds until a connection that broke off is first taken up again. */
  readonly retryMs: number;
  readonly signal?: AbortSignal;
  /** Bytes so far, and of how many; null where the server does not say. */
  onBytes(done: number, total: number | null): void;
}

/** What a file that has come in part needs to be continued. */
interface Part {
  readonly address: string;
  /** The server's strong name of the file's content. */
  readonly etag: string;
}

/** Beside the file: what it is a part of. */
export const partOf = (file: string): string => `${file}.part.json`;

/** Times that a connection is taken up again after it broke off. */
const MAX_RETRIES = 3;

/** What a new connection does not mend. */
class Refused extends Error {}

/** The server stopped in the middle; what has come is kept. */
class BrokenOff extends Error {}

/** Downloads a file. Rejects with a sentence; the part that has come stays where it can be continued, and is removed where it cannot. */
export async function transferFile(transfer: Transfer): Promise<void> {
  for (let retry = 0; ; retry++) {
    try {
      const answer = await getRest(transfer);
      await receive(transfer, answer);
      await checkHash(transfer, answer);
      await rm(partOf(transfer.file), { force: true });
      return;
    } catch (error) {
      const isPart = (await partFor(transfer)) !== undefined;
      if (!isPart) await rm(transfer.file, { force: true });
      transfer.signal?.throwIfAborted();
      if (!(error instanceof BrokenOff) || retry === MAX_RETRIES) throw error;
      await sleep(transfer.retryMs * 2 ** retry, undefined, { signal: transfer.signal });
    }
  }
}

const sizeOf = async (file: string): Promise<number> => (await stat(file).catch(() => undefined))?.size ?? 0;

/** What is known of the part that is there; undefined where it cannot be continued. */
async function partFor({ address, file }: Transfer): Promise<Part | undefined> {
  try {
    const part = JSON.parse(await readFile(partOf(file), 'utf8')) as Part;
    return part.address === address.href && typeof part.etag === 'string' && (await sizeOf(file)) > 0 ? part : undefined;
  } catch {
    return undefined;
  }
}

/** The answer with the bytes that are still missing, or with all of them. */
async function getRest(transfer: Transfer): Promise<IncomingMessage> {
  const { address, file, silenceMs, signal } = transfer;
  const part = await partFor(transfer);
  const rest = part && { range: `bytes=${await sizeOf(file)}-`, 'if-range': part.etag };
  const headers = { accept: '*/*', 'accept-encoding': 'identity', 'user-agent': 'tensorscope' };
  const answer = await get(address, { headers: { ...headers, ...rest }, silenceMs, signal });
  const status = answer.statusCode ?? 0;
  if (status === 200 || (status === 206 && rest && startOf(answer) === (await sizeOf(file)))) return answer;
  answer.destroy();
  if (rest && (status === 206 || status === 416)) {
    await rm(partOf(file), { force: true });
    return getRest(transfer);
  }
  throw new Error(`${address.host} ${REFUSALS[status] ?? `answers with status ${status}`}.`);
}

const REFUSALS: { readonly [status: number]: string } = {
  401: 'wants a login for it (status 401)',
  403: 'does not give it (status 403): it may need a login, or is not there',
  404: 'does not have it (status 404)',
  410: 'does not have it any more (status 410)',
  429: 'asks to wait (status 429): try again later',
};

/** Where the bytes of a partial answer belong; undefined where it does not say. */
const startOf = ({ headers }: IncomingMessage): number | undefined => {
  const [, start] = /^bytes (\d+)-/.exec(headers['content-range'] ?? '') ?? [];
  return start === undefined ? undefined : Number(start);
};

async function receive({ address, file, maxBytes, signal, onBytes }: Transfer, answer: IncomingMessage): Promise<void> {
  const isRest = answer.statusCode === 206;
  const before = isRest ? await sizeOf(file) : 0;
  const length = answer.headers['content-length'];
  const total = length === undefined ? null : before + Number(length);
  const tooMuch = (): Error => new Refused(`${address.host} sends more than ${(maxBytes / 2 ** 30).toFixed(1)} GiB, the limit.`);
  if (total !== null && total > maxBytes) {
    answer.destroy();
    throw tooMuch();
  }
  const { etag } = answer.headers;
  if (!isRest) {
    await rm(partOf(file), { force: true });
    if (etag !== undefined && !etag.startsWith('W/') && answer.headers['accept-ranges'] !== 'none')
      await writeFile(partOf(file), JSON.stringify({ address: address.href, etag } satisfies Part));
  }
  let done = before;
  const target = await open(file, isRest ? 'a' : 'w');
  try {
    for await (const chunk of answer as AsyncIterable<Uint8Array>) {
      if (done + chunk.length > maxBytes) throw tooMuch();
      await target.writeFile(chunk).catch(refuseDisk);
      done += chunk.length;
      onBytes(done, total);
      signal?.throwIfAborted();
    }
  } catch (error) {
    signal?.throwIfAborted();
    throw error instanceof Refused ? error : brokenOff(address, done, total, error as Error);
  } finally {
    await target.close();
  }
  if (total !== null && done < total) throw brokenOff(address, done, total);
}

function refuseDisk(error: NodeJS.ErrnoException): never {
  throw new Refused(error.code === 'ENOSPC' ? 'The disk is full.' : `The download cannot be written: ${error.message}.`);
}

const brokenOff = ({ host }: URL, done: number, total: number | null, error?: Error): BrokenOff =>
  new BrokenOff(
    `${host} broke off after ${done.toLocaleString('en-US')}${total === null ? '' : ` of ${total.toLocaleString('en-US')}`} bytes${error ? ` (${error.message})` : ''}.`,
  );

/** Compares with the MD5 that Google's storage, or another server, says the file has. */
async function checkHash({ address, file, signal }: Transfer, { headers }: IncomingMessage): Promise<void> {
  const stored = [headers['x-goog-hash'] ?? []].flat().join(',');
  const expected = /(?:^|[,\s])md5=([A-Za-z0-9+/]{22}==)/.exec(stored)?.[1] ?? headers['content-md5'];
  if (typeof expected !== 'string' || headers['content-encoding'] !== undefined) return;
  const hash = createHash('md5');
  await pipeline(createReadStream(file), hash, { signal });
  const found = hash.digest('base64');
  if (found === expected) return;
  await Promise.all([rm(file, { force: true }), rm(partOf(file), { force: true })]);
  throw new Error(`What ${address.host} sent has the MD5 ${found}, not ${expected}; it is not used.`);
}
