import type { TensorValue } from '../../values/value';
import { sourceOf } from '../core/facts';
import { fail } from '../core/report';
import type { Call } from '../core/rule';
import type { HubState } from './state';

/** Share of the words that may be unknown without being told, and of the texts of which no word is known. */
const FEW_WORDS = 0.1;
const FEW_TEXTS = 0.01;
/** Words below which shares say nothing. */
const MIN_WORDS = 20;

const percent = (share: number): string => `${(share * 100).toFixed(1)} %`;

/** Texts of the records many of whose words the module's vocabulary lacks: the module gives the same vector for all of these words. */
export function reportWords(call: Call, { handle, module, config }: HubState, given: TensorValue): void {
  const source = sourceOf(given);
  if (module?.files === undefined || source === undefined || source.stats?.kind !== 'bytes') return;
  const facts = call.session.workspace.words?.({ files: source.files, feature: source.name, folder: module.files.folder });
  if (facts === undefined || facts.words < MIN_WORDS) return;
  const [unknown, without] = [1 - facts.known / facts.words, facts.textsWithoutKnown / facts.texts];
  if (unknown < FEW_WORDS && without < FEW_TEXTS) return;
  const named = facts.unknown.map(({ word, count }) => `'${word}' (${count.toLocaleString('en-US')})`).join(', ');
  const of = facts.isSampled ? `in the first ${facts.texts.toLocaleString('en-US')} texts` : 'in all records';
  const lost = facts.textsWithoutKnown > 0 ? ` Of ${percent(without)} of the texts it knows no word: these all get the same vector.` : '';
  fail(
    call,
    'vocabulary-coverage',
    `${handle} lacks ${percent(unknown)} of the words of the feature '${source.name}' (${of}).${lost} The most frequent are ${named}.`,
    { span: config.spanOf('handle'), level: 'information' },
  );
}
