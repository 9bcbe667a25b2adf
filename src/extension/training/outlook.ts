import type { ExtensionContext, Uri } from 'vscode';
import { type EngineChoice, limitOf } from '../../engine/choose-trainer';
import { waysInOrder } from '../../engine/engine-order';
import { startFolder } from '../../engine/python/program';
import type { Refusal, TrainingPlan } from '../../plan/plan';
import type { CheckerClient } from '../checking/checker-client';
import { programSetUp } from '../python/launch';
import { isTrainingPython, type Python, type Pythons, type TrainingPython } from '../python/pythons';
import { type Settings, setting } from '../ui/settings';
import { engineOptions } from './engine-choice';
import { plansOfFile } from './plans';

/** What would train a file, or one `fit` call of it; "none" says what is in the way of each engine. */
export type Outlook = { workingDirectory: string } & (
  | { way: 'plan'; choice: EngineChoice; plans: TrainingPlan[] }
  | { way: 'python'; python: TrainingPython }
  | ({ way: 'none' } & Obstacles)
);

/** What is in the way of each engine. */
export interface Obstacles {
  /** Why no plan of the program can be trained; null where the setting rules plans out. */
  refusals: Refusal[] | null;
  /** The Python that cannot train it, undefined where none was found; null where the setting rules Python out. */
  python: Python | undefined | null;
}

/** What finding out stands on. */
export interface OutlookParts {
  context: ExtensionContext;
  checker: CheckerClient;
  pythons: Pythons;
}

/** What is to be trained of a file: the `fit` call on a line, from 1, or all; and the engine, where it is not that of the setting. */
export interface Meant {
  line?: number;
  choice?: Settings['training.engine'];
}

/** Finds out what would train a file or a part of it. */
export async function outlookOf({ context, checker, pythons }: OutlookParts, file: Uri, { line, choice: asked }: Meant): Promise<Outlook> {
  const choice = asked ?? setting('training.engine', file);
  const { plans, refusals, workingDirectory } = await plansOfFile(checker, file);
  const meant = plans.filter(({ fit }) => line === undefined || fit.site.line === line);
  const limits = choice === 'python' ? [] : meant.flatMap(plan => limitOf(choice, plan, engineOptions(context)) ?? []);
  const others = meant.length === 0 || line === undefined ? refusals : [];
  const ways = waysInOrder(choice, { isPlanned: meant.length > 0 && limits.length === 0, isWhole: others.length === 0 });
  const python = ways[0] === 'python' ? await pythons.of(file) : null;
  if (isTrainingPython(python)) {
    const folder = programSetUp(file).workingDirectory ?? startFolder(file.fsPath, workingDirectory);
    return { way: 'python', python, workingDirectory: folder };
  }
  if (choice !== 'python' && ways.includes('plan')) return { way: 'plan', choice, plans: meant, workingDirectory };
  return { way: 'none', refusals: choice === 'python' ? null : [...limits, ...others], python, workingDirectory };
}

/** The same, kept until the program, a setting or a Python changes: lenses ask again and again. */
export class Outlooks {
  private readonly known = new Map<string, { version: number; outlook: Promise<Outlook> }>();

  constructor(private readonly parts: OutlookParts) {}

  of(file: Uri, version: number, line: number): Promise<Outlook> {
    const key = `${line} ${file}`;
    const known = this.known.get(key);
    if (known?.version === version) return known.outlook;
    const outlook = outlookOf(this.parts, file, { line });
    this.known.set(key, { version, outlook });
    return outlook;
  }

  forget(): void {
    this.known.clear();
  }
}
