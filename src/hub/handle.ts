/** A module's handle, whatever way it is spelt. */
export interface Handle {
  /** "google/elmo", without the version. Kaggle's owner, model and variation are joined by "/". */
  readonly name: string;
  /** Null where it is not said, or where Kaggle numbers anew. */
  readonly version: number | null;
  readonly site: 'tfhub' | 'kaggle';
  /** Kaggle's word on the format: TF1 Hub or TF2 SavedModel. */
  readonly framework?: 'tf1' | 'tf2';
  /** The parts of a Kaggle handle as they are spelt. */
  readonly kaggle?: KaggleModel;
}

/** A model of Kaggle: "google/nnlm/tensorFlow2/en-dim50/1". */
export interface KaggleModel {
  readonly owner: string;
  readonly model: string;
  readonly framework: string;
  readonly variation: string;
  /** Null: the newest. */
  readonly version: number | null;
}

const kagglePath = /^([^/]+)\/([^/]+)\/(?:frameworks\/)?(tensorflow[12])\/(?:variations\/)?([^/]+)(?:\/(?:versions\/)?(\d+))?$/i;
const address = /^(?:https?:\/\/(?:www\.)?(tfhub\.dev|kaggle\.com\/models)|(kaggle):\/)\/([^?#]+)/i;

/** A handle without the site in front, and the last part of a folder: what a module is called in a sentence. */
export const shortHandle = (handle: string): string =>
  /^[a-z][a-z0-9+.-]+:\/\//i.test(handle)
    ? handle.replace(/^https?:\/\/(tfhub\.dev|(www\.)?kaggle\.com\/models)\//i, '')
    : (/([^\\/]+)[\\/]*$/.exec(handle)?.[1] ?? handle);

/** Reads an address of tfhub.dev or kaggle.com, or `kaggle://…`; undefined for a folder or another address. */
export function parseHandle(text: string): Handle | undefined {
  const match = address.exec(text);
  if (!match) return undefined;
  const path = match[3].replace(/\/+$/, '');
  const kaggle = parseKaggle(path);
  if (kaggle)
    return {
      name: `${kaggle.owner}/${kaggle.model}/${kaggle.variation}`.toLowerCase(),
      version: null,
      site: 'kaggle',
      framework: /1$/.test(kaggle.framework) ? 'tf1' : 'tf2',
      kaggle,
    };
  if (match[1]?.toLowerCase() !== 'tfhub.dev') return undefined;
  const [, name, version] = /^(.*?)(?:\/(\d+))?$/.exec(path) ?? [];
  return { name, version: version === undefined ? null : Number(version), site: 'tfhub' };
}

/** Kaggle's short form, which `kagglehub` takes, or the long one of its pages; undefined for another text. */
export function parseKaggle(path: string): KaggleModel | undefined {
  const [, owner, model, framework, variation, version] = kagglePath.exec(path) ?? [];
  if (owner === undefined) return undefined;
  return { owner, model, framework, variation, version: version === undefined ? null : Number(version) };
}
