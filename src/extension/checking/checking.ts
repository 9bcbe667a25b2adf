import {
  Disposable,
  type DocumentSelector,
  type Event,
  type ExtensionContext,
  type LogOutputChannel,
  languages,
  type Uri,
  workspace,
} from 'vscode';
import type { KerasVersion } from '../../common/keras-version';
import type { RuleName } from '../../diagnostics/catalogue';
import type { DatasetStatistics } from '../../statistics/report/statistics';
import type { CommandTable } from '../ui/commands';
import { SECTION, setting } from '../ui/settings';
import { CheckerClient, type CheckerThread } from './checker-client';
import { CheckActions } from './code-actions';
import { showDiagnostics } from './diagnostics';
import { explainRule } from './explain-rule';
import { ShapeHovers } from './hovers';
import { ShapeInlays } from './inlay-hints';
import { KerasVersions } from './keras-version';
import { type CheckOptions, LiveChecks } from './live-checks';
import { ModelLenses } from './model-lenses';
import { ModelPanel } from './model-panel';
import { type Program, uriOf } from './program';
import { setRuleLevel } from './rule-level';
import { showStatus } from './status';

/** What is known of record files that were read whole. */
export interface KnownRecords {
  of(files: Uri[]): Promise<DatasetStatistics[] | null>;
  /** It is more than before. */
  readonly onDidKeep: Event<void>;
}

const PYTHON: DocumentSelector = { language: 'python' };

/** Everything that the editor says of Python files: one checker in a thread of its own, and what is shown of its answers. */
export class Checking implements Disposable {
  readonly checker: CheckerClient;
  readonly checks: LiveChecks;
  private readonly panel: ModelPanel;
  private readonly versions = new KerasVersions();
  private readonly subscriptions: Disposable;

  constructor(
    private readonly context: ExtensionContext,
    startThread: () => CheckerThread,
    records: KnownRecords,
    log: LogOutputChannel,
  ) {
    this.checker = new CheckerClient(startThread, { statistics: ({ files }) => records.of(files.map(uriOf)) }, message =>
      log.error(message),
    );
    this.checks = new LiveChecks(this.checker, program => this.optionsOf(program));
    this.panel = new ModelPanel(context, this.checks);
    const { checks, checker } = this;
    const inlays = new ShapeInlays(checks);
    const lenses = new ModelLenses(checks);
    this.subscriptions = Disposable.from(
      checks,
      inlays,
      lenses,
      this.versions,
      this.panel,
      showDiagnostics(checks),
      showStatus(checks, PYTHON),
      languages.registerHoverProvider(PYTHON, new ShapeHovers(checks, checker)),
      languages.registerInlayHintsProvider(PYTHON, inlays),
      languages.registerCodeLensProvider(PYTHON, lenses),
      languages.registerCodeActionsProvider(PYTHON, new CheckActions(checks), { providedCodeActionKinds: CheckActions.kinds }),
      workspace.onDidChangeConfiguration(event => event.affectsConfiguration(SECTION) && checks.checkAll()),
      records.onDidKeep(() => {
        checker.recordsRead();
        checks.checkAll();
      }),
      checks.onDidFail(error => log.error(error)),
    );
  }

  /** The commands of the room, to be registered with the others. */
  commands(): CommandTable {
    return {
      showModel: (uri?: Uri, target?: { line: number }) => this.panel.show(uri, target),
      setRuleLevel,
      explainRule: (rule: RuleName) => explainRule(this.context, rule),
    };
  }

  /** What `keras` and `tf.keras` are for a program: as the user says, else as its environment does. */
  async kerasOf(uri: Uri): Promise<KerasVersion> {
    const version = setting('check.kerasVersion', uri);
    return version === 'auto' ? this.versions.of(uri) : version;
  }

  private async optionsOf({ uri }: Program): Promise<CheckOptions | undefined> {
    if (!setting('check.enabled', uri)) return undefined;
    const keras = await this.kerasOf(uri);
    // The editor hands out objects that cannot be sent to a thread.
    return { levels: { ...setting('check.levels', uri) }, inlays: setting('inlayHints', uri), keras };
  }

  dispose(): void {
    this.subscriptions.dispose();
    this.checker.dispose();
  }
}
