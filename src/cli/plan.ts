import { parseArgs } from 'node:util';
import { describeCallsAfterFit } from '../plan/after-fit';
import type { Refusal, TrainingPlan } from '../plan/plan';
import { epochsOf, type Stage, stagesOf } from '../plan/stages';
import { type Command, EXIT, UsageError } from './command';
import { HUB_MODULE_HELP, HUB_MODULE_OPTION, HUB_MODULE_USAGE, hubModules } from './hub-modules';
import { KERAS_HELP, KERAS_USAGE, kerasOption } from './keras-option';
import { printJson, printLines, printProblem } from './output';
import { readPlansFromDisk } from './plans';

const place = ({ site }: Refusal): string => `${site.path}:${site.line}:${site.column}`;

const fitSummary = ({ compile, fit, train, validation }: Stage, _index: number, { length }: readonly Stage[]): string =>
  `  ${length > 1 ? `line ${fit.site.line}: ` : ''}optimizer ${compile.optimizer.name}, ${validation ? 'with' : 'without'} validation data, last step of the data: ${train.op}`;

const summary = (plan: TrainingPlan): string[] => {
  const { source, adaptations = [], model, afterFit } = plan;
  return [
    `${source.path}: trains ${source.model} (${model.layers.length} layers) for ${epochsOf(plan)} epochs`,
    ...stagesOf(plan).map(fitSummary),
    ...adaptations.map(({ layer, site }) => `  ${layer.name} adapts to data before (line ${site.line})`),
    ...model.layers.map(layer => `  ${layer.name.padEnd(24)} ${layer.class}`),
    ...(afterFit ? [`  ${describeCallsAfterFit(afterFit)}`] : []),
  ];
};

/** `tensorscope plan FILE.py`: what the file trains, or where and why it cannot be trained as it is. */
export const planCommand: Command = {
  name: 'plan',
  usage: `FILE.py ${KERAS_USAGE} ${HUB_MODULE_USAGE} [--json]`,
  summary: 'show the training plan of a Python file, or why there is none',
  options: [KERAS_HELP, HUB_MODULE_HELP, ['--json', 'print one JSON document']],
  async run(args) {
    const { values, positionals } = parseArgs({
      args,
      options: { json: { type: 'boolean' }, ...HUB_MODULE_OPTION, ...kerasOption },
      allowPositionals: true,
    });
    const [path, ...more] = positionals;
    if (path === undefined || more.length > 0) throw new UsageError('plan takes one Python file');
    const { plans, refusals, workingDirectory } = await readPlansFromDisk(path, {
      modules: hubModules(values['hub-module']),
      keras: values.keras,
    });
    if (values.json) printJson({ plans, refusals, workingDirectory });
    else {
      for (const plan of plans) printLines(summary(plan));
      for (const refusal of refusals) printProblem(`${place(refusal)}: ${refusal.message}`);
    }
    return plans.length > 0 ? EXIT.fine : EXIT.problems;
  },
};
