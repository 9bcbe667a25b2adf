import { l10n } from 'vscode';

/** The user's language for the pages, which have no access to the editor's translations themselves. Empty in English. */
export const words = (): { [english: string]: string } => {
  const bundle = l10n.bundle ?? {};
  return Object.fromEntries(Object.entries(bundle).flatMap(([english, text]) => (typeof text === 'string' ? [[english, text]] : [])));
};
