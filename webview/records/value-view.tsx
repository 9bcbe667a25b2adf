/** A value of a record, drawn as what it is. */
import { formatBytes, formatCount } from '../../src/common/format';
import type { DetailValue } from '../../src/protocol/records-detail';
import { t } from '../ui/words';
import { HexView } from './hex-view';
import { ImageView } from './image-view';
import { NumberPlot } from './number-plot';

type ViewOf<K extends DetailValue['kind']> = (props: { value: DetailValue & { kind: K }; name: string }) => preact.ComponentChildren;

/** Numbers that stand as a list before a drawing is the better sight. */
const MAX_LISTED_NUMBERS = 8;

const views: { [K in DetailValue['kind']]: ViewOf<K> } = {
  empty: () => <span class="quiet">{t('no value')}</span>,
  number: ({ value }) => (
    <span class="number-value">
      {value.text}
      {value.name !== undefined && <span class="name-of"> {value.name}</span>}
    </span>
  ),
  numbers: ({ value, name }) => (
    <>
      {value.total > MAX_LISTED_NUMBERS && !value.tokens && <NumberPlot values={value.values} total={value.total} name={name} />}
      {value.tokens ? <Tokens ids={value.texts} words={value.tokens} /> : <Numbers texts={value.texts} total={value.total} />}
    </>
  ),
  text: ({ value }) => (
    <>
      <p class="text-value">{value.text}</p>
      {value.text.length > 40 && (
        <p class="quiet">
          {t('{0} characters, {1} words, {2}', formatCount(value.text.length), formatCount(wordsOf(value.text)), formatBytes(value.bytes))}
          {value.cut && ` · ${t('truncated here')}`}
        </p>
      )}
    </>
  ),
  image: ({ value, name }) => <ImageView image={value} name={name} />,
  tensor: ({ value, name }) => (
    <>
      <p class="quiet">
        {t('serialized tensor')} · {value.dtype} [{value.shape.join(', ')}]
      </p>
      {value.total > MAX_LISTED_NUMBERS && value.dtype !== 'string' && (
        <NumberPlot values={value.values} total={value.total} name={name} shape={value.shape} />
      )}
      <Numbers texts={value.texts} total={value.total} />
    </>
  ),
  bytes: ({ value }) => <HexView bytes={value.bytes} total={value.total} />,
  list: ({ value, name }) => (
    <ol class="value-list" start={0}>
      {value.items.map((item, index) => (
        <li key={index}>
          <ValueView value={item} name={`${name} ${index}`} />
        </li>
      ))}
      {value.total > value.items.length && <li class="quiet">{t('and {0} more', formatCount(value.total - value.items.length))}</li>}
    </ol>
  ),
};

export function ValueView({ value, name }: { value: DetailValue; name: string }) {
  return <>{(views[value.kind] as ViewOf<DetailValue['kind']>)({ value: value as never, name })}</>;
}

const wordsOf = (text: string): number => text.split(/\s+/).filter(Boolean).length;

function Numbers({ texts, total }: { texts: string[]; total: number }) {
  return (
    <p class="numbers">
      {texts.join('  ')}
      {total > texts.length && <span class="quiet"> {t('… and {0} more', formatCount(total - texts.length))}</span>}
    </p>
  );
}

/** Token ids with their words; padding at the end is one chip. */
function Tokens({ ids, words }: { ids: string[]; words: string[] }) {
  const last = ids.findLastIndex(id => id !== ids.at(-1));
  const padding = ids.length - 1 - last;
  const shown = padding > 2 ? last + 1 : ids.length;
  return (
    <ul class="tokens">
      {ids.slice(0, shown).map((id, index) => (
        <li key={index}>
          <span>{words[index] === '' ? '␣' : words[index]}</span>
          <small>{id}</small>
        </li>
      ))}
      {shown < ids.length && (
        <li class="padding">
          <span>
            {padding} × {words.at(-1) || '␣'}
          </span>
          <small>{ids.at(-1)}</small>
        </li>
      )}
    </ul>
  );
}
