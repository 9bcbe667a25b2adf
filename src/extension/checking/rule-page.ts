import { Uri } from 'vscode';
import type { RuleName } from '../../diagnostics/catalogue';

/** The page of a rule in the documentation that comes with the extension. */
export const rulePage = (extension: Uri, rule: RuleName): Uri => Uri.joinPath(extension, 'docs', 'rules', `${rule}.md`);
