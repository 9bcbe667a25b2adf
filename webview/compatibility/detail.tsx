import type { CompatDetail, CompatWay, WordsView } from '../../src/protocol/compatibility';
import type { Dim } from '../../src/tensor/shape';
import { printType } from '../../src/tensor/type';
import { Button } from '../ui/controls';
import { VERDICT_MARKS, verdictWords } from '../ui/verdict-words';
import { t, tell } from '../ui/words';
import type { CompatActions } from './actions';
import { Figures } from './figures';
import { Words } from './words';

interface DetailProps {
  detail: CompatDetail;
  words: WordsView | null;
  actions: CompatActions;
}

/** A cell in full: the verdict and why, the shapes against each other, the steps as code, and figures. */
export function Detail({ detail: { feature, target, verdict, ways }, words, actions }: DetailProps) {
  return (
    <>
      <h2>
        {feature.name} → {target.name}
      </h2>
      <p class={`verdict ${verdict.verdict}`}>
        <span class="mark">{VERDICT_MARKS[verdict.verdict]}</span> {verdictWords[verdict.verdict]()}
      </p>
      <p class="reason">{tell(verdict.reason)}</p>
      <Axes verdict={verdict} />
      {ways.map((way, index) => (
        <Way key={index} way={way} isFirst={index === 0} insert={() => actions.insert(index)} copy={actions.copy} />
      ))}
      {verdict.embedding && <Figures feature={feature.name} figures={verdict.embedding} showRecords={actions.showRecords} />}
      {target.kind === 'text' && feature.type.dtype === 'string' && <Words feature={feature.name} words={words} actions={actions} />}
      {verdict.notes.length > 0 && (
        <ul class="notes">
          {verdict.notes.map(note => (
            <li key={note.english}>{tell(note)}</li>
          ))}
        </ul>
      )}
    </>
  );
}

const sizeWords = (size: Dim | undefined, axis: number): string =>
  size === undefined ? '' : (size?.toString() ?? (axis === 0 ? t('batch') : t('any')));

/** A batch of the feature as it is stored against what the layer takes, axis by axis. */
function Axes({ verdict: { axes, given, taken, dtypeFits } }: { verdict: CompatDetail['verdict'] }) {
  const mark = (fits: boolean) => (
    <td class={fits ? 'fits' : 'does-not-fit'} aria-label={fits ? t('fits') : t('does not fit')}>
      {fits ? '=' : '≠'}
    </td>
  );
  return (
    <table class="axes">
      <thead>
        <tr>
          <th scope="col">{t('Axis')}</th>
          <th scope="col">{t('Feature gives')}</th>
          <td />
          <th scope="col">{t('Layer takes')}</th>
        </tr>
      </thead>
      <tbody>
        {axes.map((axis, index) => (
          <tr key={index}>
            <th scope="row">{index}</th>
            <td>{sizeWords(axis.given, index)}</td>
            {mark(axis.fits)}
            <td>{taken.shape === null ? t('any') : sizeWords(axis.taken, index)}</td>
          </tr>
        ))}
        <tr>
          <th scope="row">{t('dtype')}</th>
          <td>{given.dtype ?? t('mixed')}</td>
          {mark(dtypeFits)}
          <td>{taken.dtype ?? t('any')}</td>
        </tr>
      </tbody>
    </table>
  );
}

const PLACES: { [place in CompatWay['steps'][number]['place']]: () => string } = {
  parse: () => t('in the parse function'),
  layer: () => t('as arguments of the layer'),
  call: () => t('in place of the layer’s call'),
};

interface WayProps {
  way: CompatWay;
  isFirst: boolean;
  insert(): void;
  copy(text: string): void;
}

/** Steps as code, in their order. */
function Way({ way: { title, steps, gives, insertion }, isFirst, insert, copy }: WayProps) {
  const code = steps.map(step => step.code).join('\n');
  return (
    <div class="way">
      {title && <h3>{isFirst ? tell(title) : t('Or: {0}', tell(title))}</h3>}
      <ol class="steps">
        {steps.map(step => (
          <li key={step.code}>
            <p>
              {tell(step.title)} <span class="minor">· {PLACES[step.place]()}</span>
            </p>
            <pre>
              <code>{step.code}</code>
            </pre>
          </li>
        ))}
      </ol>
      {gives && (
        <p class="gives">
          {t('The layer then gives')} <code>{printType(gives, true)}</code>
        </p>
      )}
      {steps.length > 0 && (
        <div class="buttons">
          {'edits' in insertion && (
            <Button primary onPress={insert} title={t('Puts this into the program; Undo takes it back')}>
              {t('Insert')}
            </Button>
          )}
          <Button onPress={() => copy(code)}>{t('Copy')}</Button>
        </div>
      )}
      {steps.length > 0 && !('edits' in insertion) && (
        <p class="minor">{'why' in insertion ? tell(insertion.why) : t('The program has these steps.')}</p>
      )}
    </div>
  );
}
