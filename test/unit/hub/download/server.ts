import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { type AddressInfo, connect, type Socket } from 'node:net';
import { buffer } from 'node:stream/consumers';
import { gzipSync } from 'node:zlib';
import { type Headers, pack } from 'tar-stream';

/** An entry of an archive: its header and content. */
export type ArchiveEntry = readonly [header: Headers | string, content?: string | Uint8Array];

/** A tar archive as a module's is. */
export async function tarOf(entries: readonly ArchiveEntry[]): Promise<Buffer> {
  const tar = pack();
  for (const [header, content = ''] of entries) {
    const named = typeof header === 'string' ? { name: header } : header;
    tar.entry(named, Buffer.from(content));
  }
  tar.finalize();
  return buffer(tar as unknown as NodeJS.ReadableStream);
}

/** A tar archive whose second file has a name of so many bytes, which stands in an entry of its own before it. */
export async function tarWithLongName(bytes: number): Promise<Buffer> {
  const start = `${bytes} path=`;
  const [first, name, last] = [
    await tarOf([['saved_model.pb', 'x']]),
    await tarOf([['name', `${start}${'y'.repeat(bytes - start.length - 1)}\n`]]),
    await tarOf([['a', 'x']]),
  ];
  const [type, checksum] = [156, 148];
  name[type] = 'x'.charCodeAt(0);
  name.fill(' ', checksum, checksum + 8);
  const sum = name.subarray(0, 512).reduce((total, byte) => total + byte, 0);
  name.write(`${sum.toString(8).padStart(6, '0')}\0 `, checksum, 'latin1');
  const end = 1024;
  return Buffer.concat([first.subarray(0, -end), name.subarray(0, -end), last]);
}

export const archiveOf = async (entries: readonly ArchiveEntry[]): Promise<Buffer> => gzipSync(await tarOf(entries));

export type Answer = (request: IncomingMessage, response: ServerResponse) => void;

/** A server on this machine that answers every request alike, and the requests that it got. */
export class LocalServer {
  readonly requests: IncomingMessage[] = [];
  private readonly server: Server;
  private readonly sockets = new Set<Socket>();

  constructor(public answer: Answer) {
    this.server = createServer((request, response) => {
      this.requests.push(request);
      this.answer(request, response);
    });
    this.server.on('connection', socket => this.sockets.add(socket));
    this.server.on('connect', (request: IncomingMessage, socket: Socket) => {
      this.requests.push(request);
      const [host, port] = (request.url ?? '').split(':');
      const through = connect(Number(port), host, () => {
        socket.write('HTTP/1.1 200 OK\r\n\r\n');
        through.pipe(socket).pipe(through);
      });
      for (const end of [socket, through]) end.on('error', () => undefined);
    });
  }

  async start(): Promise<string> {
    await new Promise<void>(resolve => this.server.listen(0, '127.0.0.1', resolve));
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  async stop(): Promise<void> {
    for (const socket of this.sockets) socket.destroy();
    await new Promise<void>(resolve => this.server.close(() => resolve()));
  }
}

/** Sends bytes, the part that is asked for where there is a strong name. */
export const sends =
  (bytes: Uint8Array, headers: { [name: string]: string } = {}): Answer =>
  (request, response) => {
    const from = Number(/^bytes=(\d+)-/.exec(request.headers.range ?? '')?.[1] ?? 0);
    const isPart = from > 0 && headers.etag !== undefined && request.headers['if-range'] === headers.etag;
    const body = isPart ? bytes.subarray(from) : bytes;
    const range = isPart ? { 'content-range': `bytes ${from}-${bytes.length - 1}/${bytes.length}` } : {};
    response.writeHead(isPart ? 206 : 200, { 'content-length': String(body.length), ...headers, ...range });
    response.end(body);
  };

/** Sends the beginning and breaks off, the first `times` times. */
export function breaksOff(bytes: Uint8Array, after: number, times: number, headers: { [name: string]: string } = {}): Answer {
  let broken = 0;
  return (request, response) => {
    if (broken++ >= times) return sends(bytes, headers)(request, response);
    const from = Number(/^bytes=(\d+)-/.exec(request.headers.range ?? '')?.[1] ?? 0);
    const range = from > 0 ? { 'content-range': `bytes ${from}-${bytes.length - 1}/${bytes.length}` } : {};
    response.writeHead(from > 0 ? 206 : 200, { 'content-length': String(bytes.length - from), ...headers, ...range });
    response.write(bytes.subarray(from, from + after));
    setTimeout(() => response.destroy(), 30);
  };
}
