/** A module's handle, whatever way it is spelt. */
export interface Handle {
  /** "google/elmo", without the version. Kaggle's owner, model and variation are joined by "/". */
  readonly name: string;
  /** Null where it is not said, or where Kaggle numbers anew. */
  readonly version: number | null;
  readonly site: 'tfhub' | 'kaggle';
  /** Kaggle's word on the format: TF1 Hub or TF2 SavedModel. */
  readonly framework?: 'tf1' | 'tf2';
}

const kagglePath = /^([^/]+)\/([^/]+)\/(?:frameworks\/)?(tensorflow[12])\/(?:variations\/)?([^/]+)(?:\/(?:versions\/)?(\d+))?$/i;

/** Reads an address of tfhub.dev or kaggle.com; undefined for a folder or another address. */
export function parseHandle(text: string): Handle | undefined {
  const match = /^https?:\/\/(www\.)?(tfhub\.dev|kaggle\.com\/models)\/([^?#]+)/i.exec(text);
  if (!match) return undefined;
  const path = match[3].replace(/\/+$/, '');
  const kaggle = kagglePath.exec(path);
  if (kaggle) {
    const [, owner, model, framework, variation] = kaggle;
    return {
      name: `${owner}/${model}/${variation}`.toLowerCase(),
      version: null,
      site: 'kaggle',
      framework: /1$/.test(framework) ? 'tf1' : 'tf2',
    };
  }
  if (match[2].toLowerCase() !== 'tfhub.dev') return undefined;
  const [, name, version] = /^(.*?)(?:\/(\d+))?$/.exec(path) ?? [];
  return { name, version: version === undefined ? null : Number(version), site: 'tfhub' };
}
