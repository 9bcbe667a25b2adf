import { l10n, type MarkdownString, Uri } from 'vscode';
import { formatBytes, formatCount } from '../../common/format';
import { FORMAT_NAMES } from '../../protocol/module-format';
import type { ModuleHover } from '../../protocol/module-page';

const OPEN_MODULE = 'tensorscope.openModule';
const DOWNLOAD_MODULE = 'tensorscope.downloadModule';

/** The commands that a hover may run: nothing else in it is a link that runs one. */
export const HOVER_COMMANDS = [OPEN_MODULE, DOWNLOAD_MODULE];

/** What a hover says of a module: its format, parameters and size, its calls, and a link that opens it. */
export function appendModule(words: MarkdownString, module: ModuleHover): void {
  const { name, format, calls, parameters, trainable, bytes, place, download } = module;
  const formatName = format && l10n.t(FORMAT_NAMES[format].english);
  const facts = [
    formatName,
    parameters === null ? null : parameters === 1 ? l10n.t('1 parameter') : l10n.t('{0} parameters', formatCount(parameters)),
    trainableText(parameters, trainable),
    bytes === null ? null : formatBytes(bytes),
  ].filter(fact => fact !== null);
  // Names and paths come from the program and its files: as text they cannot be links or markup.
  words.appendMarkdown('**').appendText(name).appendMarkdown('**');
  if (facts.length > 0) words.appendMarkdown(` · ${facts.join(' · ')}`);
  if (place !== null) words.appendMarkdown(` · [${l10n.t('Open Module')}](${link(OPEN_MODULE, Uri.file(place).toString())})`);
  if (download !== null) words.appendMarkdown(` · [${l10n.t('Download Module')}](${link(DOWNLOAD_MODULE, download)})`);
  if (calls !== '') words.appendMarkdown('\n\n').appendCodeblock(calls, 'python');
  words.appendMarkdown('\n\n');
  if (place !== null) words.appendText(place);
  else if (bytes === null) words.appendMarkdown(l10n.t('As its documentation says. Its files were not found on this machine.'));
}

function trainableText(parameters: number | null, trainable: number | null): string | null {
  if (trainable === null) return null;
  if (trainable === 0) return l10n.t('not trainable');
  return trainable === parameters ? l10n.t('trainable') : l10n.t('{0} of them trainable', formatCount(trainable));
}

const link = (command: string, argument: string): Uri => Uri.parse(`command:${command}?${encodeURIComponent(JSON.stringify([argument]))}`);
