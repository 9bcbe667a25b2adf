import { type IncomingMessage, request as plainRequest } from 'node:http';
import { request as secureRequest } from 'node:https';
import { HttpsProxyAgent } from 'https-proxy-agent';
import { getProxyForUrl } from 'proxy-from-env';

/** A server sends a request on, at most. */
const MAX_REDIRECTS = 10;

export interface RequestOptions {
  readonly headers: { readonly [name: string]: string };
  /** Milliseconds without a byte after which a server counts as silent. */
  readonly silenceMs: number;
  readonly signal?: AbortSignal;
}

/**
 * The answer to a GET request, its body not yet read, after the redirects of the server. Goes through the proxy that HTTPS_PROXY, HTTP_PROXY and NO_PROXY name.
 * Rejects with a sentence where there is no answer.
 */
export async function get(address: URL, options: RequestOptions): Promise<IncomingMessage> {
  let at = address;
  for (let redirects = 0; ; redirects++) {
    const answer = await ask(at, options);
    const { statusCode = 0, headers } = answer;
    if (![301, 302, 303, 307, 308].includes(statusCode)) return answer;
    answer.destroy();
    if (redirects === MAX_REDIRECTS) throw new Error(`${address.host} sends the request on more than ${MAX_REDIRECTS} times.`);
    at = nextAddress(at, headers.location);
  }
}

function nextAddress(from: URL, location: string | undefined): URL {
  const next = location !== undefined && URL.canParse(location, from.href) ? new URL(location, from.href) : undefined;
  if (next === undefined) throw new Error(`${from.host} sends the request on without saying where.`);
  if (next.protocol !== 'https:' && next.protocol !== from.protocol)
    throw new Error(`${from.host} sends the request on to ${next.protocol}//${next.host}, which is not encrypted.`);
  return next;
}

function ask(address: URL, { headers, silenceMs, signal }: RequestOptions): Promise<IncomingMessage> {
  const proxy = getProxyForUrl(address.href);
  const send = address.protocol === 'https:' ? secureRequest : plainRequest;
  return new Promise((resolve, reject) => {
    const fail = (error: Error): void => {
      if (signal?.aborted) reject(signal.reason);
      else
        reject(new Error(`${address.host} cannot be reached${proxy && ` through the proxy ${new URL(proxy).host}`} (${error.message}).`));
    };
    try {
      const request = send(address, { headers, signal, ...(proxy && { agent: new HttpsProxyAgent(proxy) }) }, resolve);
      request.setTimeout(silenceMs, () => request.destroy(new Error(`it was silent for ${silenceMs / 1000} s`)));
      request.once('error', fail).end();
    } catch (error) {
      fail(error as Error);
    }
  });
}
