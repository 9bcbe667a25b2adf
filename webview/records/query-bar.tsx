/** Where rows are asked for: a filter expression with completion, or words to search for; and the way to a record by its number. */

import { useEffect, useRef, useState } from 'preact/hooks';
import type { QueryError, RecordsQuery } from '../../src/protocol/records-page';
import type { QueryCompletion } from '../../src/query/complete';
import { as } from '../ui/aria';
import { t, tell } from '../ui/words';

export interface QueryBarProps {
  query: RecordsQuery;
  error: QueryError | null;
  onEdit(query: RecordsQuery): void;
  onKind(kind: RecordsQuery['kind']): void;
  onRun(query: RecordsQuery): void;
  onGo(record: number): void;
  complete(text: string, cursor: number): Promise<QueryCompletion[]>;
  /** A filter that finds records of this file, where one is known. */
  example: string | undefined;
}

export function QueryBar({ query, error, onEdit, onKind, onRun, onGo, complete, example }: QueryBarProps) {
  const input = useRef<HTMLInputElement>(null);
  const [offers, setOffers] = useState<QueryCompletion[]>([]);
  const [chosen, setChosen] = useState(0);
  const requests = useRef(0);
  const isFilter = query.kind === 'filter';

  const close = (): void => {
    requests.current++;
    setOffers([]);
  };
  /** Asks for completions; those that come when the user has gone on are dropped. Unasked, only a word that was begun, or a frequent value, is worth the room. */
  const offer = async (asked: boolean): Promise<void> => {
    const element = input.current;
    if (!element || !isFilter) return;
    const request = ++requests.current;
    const found = await complete(element.value, element.selectionStart ?? element.value.length);
    if (request !== requests.current) return;
    setOffers(asked || found.some(({ start, end, kind }) => start < end || kind === 'value') ? found : []);
    setChosen(0);
  };
  const take = ({ insert, start, end }: QueryCompletion): void => {
    const text = query.text.slice(0, start) + insert + query.text.slice(end);
    close();
    const element = input.current;
    if (element) {
      // At once, not with the next frame: the next letter may be typed before that.
      element.value = text;
      element.focus();
      element.setSelectionRange(start + insert.length, start + insert.length);
    }
    onEdit({ ...query, text });
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    const open = offers.length > 0;
    if (event.key === 'ArrowDown' && open) setChosen((chosen + 1) % offers.length);
    else if (event.key === 'ArrowUp' && open) setChosen((chosen + offers.length - 1) % offers.length);
    else if ((event.key === 'Tab' && open && !event.shiftKey) || (event.key === ' ' && event.ctrlKey)) {
      if (open) take(offers[chosen] as QueryCompletion);
      else void offer(true);
    } else if (event.key === 'Enter') {
      close();
      onRun(query);
    } else if (event.key === 'Escape' && isFilter) close();
    else return;
    event.preventDefault();
  };

  return (
    <div class="query">
      <div class="segments" {...as('radiogroup', { 'aria-label': t('Filter syntax') })}>
        {(['filter', 'search'] as const).map(kind => (
          <button
            key={kind}
            type="button"
            {...as('radio', { 'aria-checked': query.kind === kind })}
            class={query.kind === kind ? 'on' : ''}
            onClick={() => {
              onKind(kind);
              input.current?.focus();
            }}
          >
            {kind === 'filter' ? t('Filter') : t('Search')}
          </button>
        ))}
      </div>
      <div class="query-input">
        <input
          ref={input}
          type="text"
          spellcheck={false}
          autocomplete="off"
          value={query.text}
          {...as('combobox', {
            'aria-expanded': offers.length > 0,
            'aria-controls': 'query-offers',
            'aria-activedescendant': offers.length > 0 ? `offer-${chosen}` : undefined,
            'aria-autocomplete': 'list',
            'aria-invalid': error !== null,
            'aria-describedby': error ? 'query-error' : undefined,
            'aria-label': isFilter ? t('Filter expression') : t('Text to search for'),
          })}
          placeholder={isFilter ? t('for example {0}', example ?? 'label == 3 and len(tokens) > 10') : t('Text or number in any feature')}
          class={error ? 'wrong' : ''}
          onInput={event => {
            onEdit({ ...query, text: event.currentTarget.value });
            void offer(false);
          }}
          onKeyDown={onKeyDown}
          onBlur={close}
        />
        {query.text !== '' && (
          <button
            type="button"
            class="clear"
            title={t('Show all records')}
            aria-label={t('Show all records')}
            onClick={() => onRun({ ...query, text: '' })}
          >
            ×
          </button>
        )}
        {offers.length > 0 && <Offers offers={offers} chosen={chosen} onTake={take} />}
        {error && offers.length === 0 && <ErrorLine text={query.text} error={error} />}
      </div>
      <GoTo onGo={onGo} />
    </div>
  );
}

function Offers({ offers, chosen, onTake }: { offers: QueryCompletion[]; chosen: number; onTake(offer: QueryCompletion): void }) {
  const list = useRef<HTMLUListElement>(null);
  useEffect(() => list.current?.children[chosen]?.scrollIntoView({ block: 'nearest' }), [chosen]);
  return (
    <ul ref={list} id="query-offers" class="offers" {...as('listbox', { 'aria-label': t('Completions') })}>
      {offers.map((offer, index) => (
        <li
          key={`${offer.kind} ${offer.label}`}
          id={`offer-${index}`}
          {...as('option', { 'aria-selected': index === chosen })}
          class={index === chosen ? 'chosen' : ''}
          onPointerDown={event => {
            event.preventDefault();
            onTake(offer);
          }}
        >
          <span>{offer.label}</span>
          <span class="quiet">{tell(offer.detail)}</span>
        </li>
      ))}
    </ul>
  );
}

/** What is wrong, under the place where it is. */
function ErrorLine({ text, error }: { text: string; error: QueryError }) {
  const { start, end, message } = error;
  return (
    <div id="query-error" class="query-error" {...as('alert')}>
      <p class="echo" aria-hidden="true">
        {text.slice(0, start)}
        <mark>{text.slice(start, Math.max(end, start + 1)) || ' '}</mark>
        {text.slice(Math.max(end, start + 1))}
      </p>
      <p>{tell(message)}</p>
    </div>
  );
}

function GoTo({ onGo }: { onGo(record: number): void }) {
  const [text, setText] = useState('');
  const [wrong, setWrong] = useState(false);
  return (
    <form
      class="go"
      onSubmit={event => {
        event.preventDefault();
        const record = Number(text.replace(/[,_\s]/g, ''));
        const isNumber = text.trim() !== '' && Number.isSafeInteger(record) && record >= 0;
        setWrong(text.trim() !== '' && !isNumber);
        if (isNumber) onGo(record);
      }}
    >
      <input
        type="text"
        inputMode="numeric"
        aria-label={t('Go to record')}
        aria-invalid={wrong}
        aria-describedby={wrong ? 'go-error' : undefined}
        class={wrong ? 'wrong' : ''}
        placeholder={t('Go to record')}
        value={text}
        onInput={event => {
          setText(event.currentTarget.value);
          setWrong(false);
        }}
      />
      {wrong && (
        <p id="go-error" class="query-error" {...as('alert')}>
          {t('Enter a record number; the first record is 0.')}
        </p>
      )}
    </form>
  );
}
