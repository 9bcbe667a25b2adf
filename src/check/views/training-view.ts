import type { Diagnostic } from '../../diagnostics/diagnostic';
import type { TrainingView } from '../../protocol/model-page';
import type { Interpretation } from '../../python/interpretation';
import { valueRange } from '../../rules/core/facts';
import { isA } from '../../rules/core/objects';
import { compiledOf } from '../../rules/models/model';
import { DATASET, datasetState } from '../../rules/pipeline/dataset';
import { asString } from '../../values/read';
import { NONE, type Value } from '../../values/value';
import { describeOutput } from './describe';
import { viewed } from './layer-view';

/** The trainings of a model, in the order of the program; problems that no layer has already. */
export function trainingsOf({ events }: Interpretation, model: Value, diagnostics: readonly Diagnostic[]): TrainingView[] {
  return events
    .filter(({ name, args }) => name === 'fit' && args.self === model)
    .map(({ span, args }) => {
      const { x = NONE, y = NONE } = args;
      const state = isA(x, DATASET) ? datasetState(x) : undefined;
      const [inputs, labels] = state?.element.kind === 'tuple' ? state.element.items : [state?.element ?? x, y];
      return {
        span,
        records: state?.files ?? null,
        inputs: known(inputs),
        range: rangeWords(inputs),
        labels: known(labels ?? NONE),
        loss: lossName(compiledOf(model)?.get('loss') ?? NONE),
        problems: diagnostics
          .filter(diagnostic =>
            [diagnostic.span, ...(diagnostic.related ?? []).map(place => place.span)].some(
              at => at.path === span.path && at.line === span.line,
            ),
          )
          .map(viewed),
      };
    });
}

/** The first axis of data that nobody counted is the batch. */
const known = (value: Value): string | null => describeOutput(value) ?? null;

function rangeWords(value: Value): string | null {
  const range = value.kind === 'tensor' ? valueRange(value) : undefined;
  const print = (number: number): string => number.toLocaleString('en-US');
  return range ? `${print(range.min)} to ${print(range.max)}` : null;
}

function lossName(loss: Value): string | null {
  const name = asString(loss) ?? (loss.kind === 'object' ? loss.type : loss.kind === 'api' ? loss.name : undefined);
  return name?.slice(name.lastIndexOf('.') + 1) ?? null;
}
