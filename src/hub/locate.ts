import { type KaggleModel, parseHandle, parseKaggle } from './handle';

/** Where a module may lie: a folder, TensorFlow Hub's cache under one of these spellings of its handle, or kagglehub's cache. */
export type Place =
  | { readonly kind: 'folder'; readonly path: string }
  | { readonly kind: 'tfhub'; readonly spellings: readonly string[] }
  | { readonly kind: 'kagglehub'; readonly model: KaggleModel };

/** Why a handle leads to no folder. */
const REFUSED: { readonly [scheme: string]: string } = {
  gs: 'a bucket of Google Cloud Storage is read over the network only. Download the module and name its folder.',
  s3: 'a bucket is read over the network only. Download the module and name its folder.',
  hdfs: 'a distributed file system is not read from here. Copy the module and name its folder.',
};

/** Places to look for a module, the likeliest first, or why there is none. What is no address is a path, or Kaggle's short form. */
export function placesOf(handle: string): readonly Place[] | { readonly refused: string } {
  const scheme = /^([a-z][a-z0-9+.-]+):\/\//i.exec(handle)?.[1].toLowerCase();
  if (scheme === undefined) {
    const model = parseKaggle(handle);
    return [{ kind: 'folder', path: handle }, ...(model ? [{ kind: 'kagglehub', model } as const] : [])];
  }
  if (scheme === 'file') return fileAddress(handle);
  if (Object.hasOwn(REFUSED, scheme)) return { refused: `${handle}: ${REFUSED[scheme]}` };
  if (scheme !== 'http' && scheme !== 'https' && scheme !== 'kaggle')
    return {
      refused: `${handle}: an address that starts with ${scheme}:// leads to no module. Name a folder, or a handle of tfhub.dev or kaggle.com.`,
    };
  const model = parseHandle(handle)?.kaggle;
  if (scheme === 'kaggle')
    return model
      ? [{ kind: 'kagglehub', model }]
      : {
          refused: `${handle}: a handle of Kaggle is kaggle://OWNER/MODEL/FRAMEWORK/VARIATION/VERSION, with tensorFlow1 or tensorFlow2 as its framework.`,
        };
  const tfhub = { kind: 'tfhub', spellings: spellingsOf(handle) } as const;
  return model ? [tfhub, { kind: 'kagglehub', model }] : [tfhub];
}

function fileAddress(handle: string): readonly Place[] | { readonly refused: string } {
  try {
    const { pathname, host } = new URL(handle);
    if (host !== '' && host !== 'localhost')
      return { refused: `${handle}: the folder is on the host "${host}". A file address has three slashes: file:///…` };
    return [{ kind: 'folder', path: decodeURIComponent(pathname).replace(/^\/([A-Za-z]:)/, '$1') }];
  } catch {
    return { refused: `${handle}: the address is malformed.` };
  }
}

/**
 * Ways to write an address that lead to the same module, as it is written first. TensorFlow Hub keeps each spelling in a folder of its own.
 */
function spellingsOf(handle: string): string[] {
  const plain = handle.replace(/[?#].*$/, '').replace(/\/+$/, '');
  const rest = plain.replace(/^https?:\/\/(www\.)?/i, '');
  const hosts = /^kaggle\.com\//i.test(rest) ? ['www.', ''] : [''];
  return [...new Set([handle, plain, ...['https', 'http'].flatMap(scheme => hosts.map(host => `${scheme}://${host}${rest}`))])];
}
