/** Registers the controls that the pages use: a script of its own, which every page loads before its own. The toolkit is known to this folder only. */
import {
  provideVSCodeDesignSystem,
  vsCodeButton,
  vsCodeCheckbox,
  vsCodeDropdown,
  vsCodeOption,
  vsCodeRadio,
  vsCodeRadioGroup,
} from '@vscode/webview-ui-toolkit';

provideVSCodeDesignSystem().register(vsCodeButton(), vsCodeCheckbox(), vsCodeDropdown(), vsCodeOption(), vsCodeRadio(), vsCodeRadioGroup());

type ElementAttributes = import('preact').HTMLAttributes<HTMLElement> & { [attribute: string]: unknown };

declare module 'preact' {
  namespace JSX {
    interface IntrinsicElements {
      'vscode-button': ElementAttributes;
      'vscode-checkbox': ElementAttributes;
      'vscode-dropdown': ElementAttributes;
      'vscode-option': ElementAttributes;
      'vscode-radio': ElementAttributes;
      'vscode-radio-group': ElementAttributes;
    }
  }
}
