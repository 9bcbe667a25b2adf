/** The controls of every page, as components: what they need to be told and what they say, without the elements behind them. */

import type { ComponentChildren } from 'preact';
import type {} from './elements';

/** A button; `primary` for the one thing that the user most likely wants. */
export function Button(props: { children: ComponentChildren; onPress(): void; primary?: boolean; disabled?: boolean; title?: string }) {
  return (
    <vscode-button
      appearance={props.primary ? 'primary' : 'secondary'}
      disabled={props.disabled ?? false}
      title={props.title}
      onClick={() => {
        if (!props.disabled) props.onPress();
      }}
    >
      {props.children}
    </vscode-button>
  );
}

/** A box to tick. */
export function Checkbox(props: { label: string; checked: boolean; title?: string; onChange(checked: boolean): void }) {
  return (
    <vscode-checkbox
      checked={props.checked}
      title={props.title}
      onChange={(event: Event) => props.onChange((event.target as HTMLInputElement).checked)}
    >
      {props.label}
    </vscode-checkbox>
  );
}

/** One of a few; arrow keys move between them. */
export function Choice<Value extends string>(props: {
  label: string;
  value: Value;
  options: readonly { value: Value; label: string }[];
  onChange(value: Value): void;
}) {
  return (
    <div class="choice">
      <span class="control-label" id={`choice-${props.label}`}>
        {props.label}
      </span>
      <vscode-radio-group
        aria-labelledby={`choice-${props.label}`}
        value={props.value}
        onChange={(event: Event) => {
          const { value } = event.target as HTMLInputElement;
          const chosen = props.options.find(option => option.value === value);
          if (chosen && chosen.value !== props.value) props.onChange(chosen.value);
        }}
      >
        {props.options.map(option => (
          <vscode-radio key={option.value} value={option.value}>
            {option.label}
          </vscode-radio>
        ))}
      </vscode-radio-group>
    </div>
  );
}

/** One of many, from a list that opens. */
export function Select(props: {
  label: string;
  value: string;
  options: readonly { value: string; label: string }[];
  onChange(value: string): void;
}) {
  return (
    <vscode-dropdown
      aria-label={props.label}
      value={props.value}
      onChange={(event: Event) => {
        const { value } = event.target as HTMLInputElement;
        if (value !== props.value) props.onChange(value);
      }}
    >
      {props.options.map(option => (
        <vscode-option key={option.value} value={option.value}>
          {option.label}
        </vscode-option>
      ))}
    </vscode-dropdown>
  );
}

/** A number between 0 and `max`, dragged or set by arrow keys. The toolkit has none, so this is the browser's own. */
export function Slider(props: { label: string; value: number; max: number; step: number; title: string; onChange(value: number): void }) {
  return (
    <label class="slider" title={props.title}>
      <span class="control-label">{props.label}</span>
      <input
        type="range"
        min={0}
        max={props.max}
        step={props.step}
        value={props.value}
        onInput={event => props.onChange(Number(event.currentTarget.value))}
      />
      <output>{props.value.toFixed(2)}</output>
    </label>
  );
}

/** Words that lead somewhere. */
export function Link(props: { children: ComponentChildren; onPress(): void; title?: string }) {
  return (
    <button type="button" class="link" title={props.title} onClick={props.onPress}>
      {props.children}
    </button>
  );
}
