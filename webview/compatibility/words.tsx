import { formatCount } from '../../src/common/format';
import type { WordsView } from '../../src/protocol/compatibility';
import { Button, Link } from '../ui/controls';
import { t } from '../ui/words';
import type { CompatActions } from './actions';
import { Figure, shareText } from './figures';
import { wordFilter } from './word-filter';

/** Unknown words that are listed. */
const MAX_WORDS_SHOWN = 20;

/** How well the vocabulary of a text module knows the words of the feature: counted on request, over all records. */
export function Words({ feature, words, actions }: { feature: string; words: WordsView | null; actions: CompatActions }) {
  return (
    <div class="words">
      <h3>{t('Known words')}</h3>
      {words === null ? (
        <Button onPress={actions.countWords} title={t('Reads all records and the vocabulary of the module on disk')}>
          {t('Count')}
        </Button>
      ) : words.state === 'counting' ? (
        <div class="buttons">
          <progress value={words.done} aria-label={t('Counting words')} />
          <Button onPress={actions.stopCounting}>{t('Cancel')}</Button>
        </div>
      ) : words.state === 'failed' ? (
        <p role="status">{words.why}</p>
      ) : (
        <Counted feature={feature} words={words} showRecords={actions.showRecords} />
      )}
    </div>
  );
}

interface CountedProps {
  feature: string;
  words: Extract<WordsView, { state: 'counted' }>;
  showRecords(where: string): void;
}

function Counted({ feature, words: { coverage, vocabulary }, showRecords }: CountedProps) {
  const { texts, words, known, textsWithoutKnown, unknown } = coverage;
  if (vocabulary === null) return <p role="status">{t('The module looks words up by their hash: it knows every word.')}</p>;
  return (
    <div role="status">
      <dl class="figures">
        <Figure name={t('Words that the module knows')}>{words === 0 ? t('no words') : shareText(known / words)}</Figure>
        <Figure name={t('Words in {0} texts', formatCount(texts))}>{formatCount(words)}</Figure>
        <Figure name={t('Texts without a known word')}>{formatCount(textsWithoutKnown)}</Figure>
        <Figure name={t('Words of the vocabulary')}>{formatCount(vocabulary)}</Figure>
      </dl>
      {unknown.length > 0 && <p>{t('Most frequent unknown words')}</p>}
      <ol class="unknown">
        {unknown.slice(0, MAX_WORDS_SHOWN).map(({ word, count }) => (
          <li key={word}>
            <Link title={t('Show the records')} onPress={() => showRecords(wordFilter(feature, word))}>
              {word}
            </Link>{' '}
            <span class="minor">{formatCount(count)}</span>
          </li>
        ))}
      </ol>
    </div>
  );
}
