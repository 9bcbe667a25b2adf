/** The colours of the user's theme, for what is drawn on a canvas and cannot use CSS variables. */

/** Name in our code → the theme's CSS variables, the first that is set counts. */
const variables = {
  foreground: ['--vscode-foreground'],
  muted: ['--vscode-descriptionForeground', '--vscode-foreground'],
  background: ['--vscode-editor-background'],
  line: ['--vscode-charts-lines', '--vscode-panel-border', '--vscode-foreground'],
  contrastBorder: ['--vscode-contrastBorder'],
  train: ['--vscode-charts-blue', '--vscode-textLink-foreground'],
  // Not the theme's orange: the editor's own dark themes make it nearly transparent.
  validation: ['--vscode-charts-yellow', '--vscode-editorWarning-foreground'],
  other1: ['--vscode-charts-purple', '--vscode-foreground'],
  other2: ['--vscode-charts-green', '--vscode-foreground'],
  other3: ['--vscode-charts-red', '--vscode-foreground'],
  font: ['--vscode-font-family'],
} as const;

export type ThemeColour = keyof typeof variables;
export type Theme = Record<ThemeColour, string> & { highContrast: boolean };

/** Reads the theme as it is now. */
export function readTheme(): Theme {
  const style = getComputedStyle(document.documentElement);
  const read = (names: readonly string[]): string =>
    names.map(name => style.getPropertyValue(name).trim()).find(value => value !== '') ?? '';
  const colours = Object.fromEntries(Object.entries(variables).map(([name, names]) => [name, read(names)])) as Record<ThemeColour, string>;
  return { ...colours, highContrast: document.body.className.includes('high-contrast') };
}

/** Calls back when the user changes the theme: the editor then rewrites the body's class and the root's variables. Returns the end of it. */
export function onThemeChange(changed: () => void): () => void {
  const observer = new MutationObserver(changed);
  observer.observe(document.body, { attributes: true, attributeFilter: ['class', 'data-vscode-theme-id'] });
  observer.observe(document.documentElement, { attributes: true, attributeFilter: ['style', 'class'] });
  return () => observer.disconnect();
}

/** A colour with an opacity of 0 to 1. */
export const fade = (colour: string, opacity: number): string => `color-mix(in srgb, ${colour} ${Math.round(opacity * 100)}%, transparent)`;
