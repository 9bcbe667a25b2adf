import { type ConfigurationScope, workspace } from 'vscode';
import type { EngineName } from '../../common/run-events';
import type { LevelSettings } from '../../diagnostics/suppress';
import type { Devices } from '../../engine/python/messages';
import type { InlayMode } from '../../protocol/checking';

/** The user's settings, as package.json declares them; a test holds the two together. */
export interface Settings {
  'training.engine': 'auto' | EngineName;
  /** The Python that runs programs; empty: the one that is selected elsewhere or found. */
  'training.python': string;
  /** What a program finds in sys.argv behind its own name. */
  'training.arguments': readonly string[];
  'training.devices': Devices;
  /** Variables of its environment. */
  'training.environment': { readonly [name: string]: string };
  /** Folder that run folders are made in, relative to the workspace folder. */
  'training.runFolder': string;
  'training.codeLens': boolean;
  'training.showPanel': 'onStart' | 'never';
  'check.enabled': boolean;
  /** Levels of rules that are not the rules' own. */
  'check.levels': LevelSettings;
  'check.kerasVersion': 'auto' | '2' | '3';
  /** Folders of Hub modules by handle. */
  'hub.modules': { readonly [handle: string]: string };
  'check.codeLens': boolean;
  inlayHints: InlayMode;
}

/** Section that every setting is under. */
export const SECTION = 'tensorscope';

/** One setting, as it counts for a file. */
export function setting<Name extends keyof Settings>(name: Name, scope?: ConfigurationScope): Settings[Name] {
  return workspace.getConfiguration(SECTION, scope).get(name) as Settings[Name];
}
