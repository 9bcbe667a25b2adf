import { formatCount } from '../common/format';
import { type Sentence, said } from '../common/sentence';
import { compareAxes } from './axes';
import { type Course, start } from './course';
import type { RecordFeature } from './feature';
import { embeddingFigures } from './figures';
import { intoEmbedding } from './into-embedding';
import { intoInput } from './into-input';
import { intoImageModule, intoSeveral, intoTextModule } from './into-module';
import { type Outcome, withBatchAxis } from './outcome';
import { parseTensor } from './steps';
import type { Target } from './target';
import { together } from './together';
import type { CompatVerdict } from './verdict';

function outcomeOf(course: Course, target: Target): Outcome {
  switch (target.kind) {
    case 'embedding':
      return intoEmbedding(course, target);
    case 'input':
      return intoInput(course, target);
    case 'text':
      return intoTextModule(course, target);
    case 'image':
      return intoImageModule(course, target);
    case 'several':
      return intoSeveral(course, target);
  }
}

/** Whether a feature fits what it may be fed into. `others`: all features of the same records, some of which may only fit together. */
export function judge(feature: RecordFeature, target: Target, others: readonly RecordFeature[] = []): CompatVerdict {
  const course = start(feature);
  const decoded = feature.tensor ? parseTensor(course) : course;
  const alone = outcomeOf(decoded, target);
  const outcome = 'why' in alone && target.kind === 'input' ? (together(feature, target, others) ?? alone) : alone;
  const given = withBatchAxis(feature.type);
  const about = {
    given,
    taken: target.takes,
    ...compareAxes(given, target),
    ...(target.kind === 'embedding' && { embedding: embeddingFigures(target, feature) }),
    alternatives: outcome.alternatives ?? [],
  };
  if ('why' in outcome) return { verdict: 'does-not-fit', reason: outcome.why, steps: [], gives: null, notes: [], ...about };
  const { reason, steps, gives, notes = [] } = outcome;
  return {
    verdict: steps.length === 0 ? 'fits' : 'fits-after',
    reason,
    steps,
    gives,
    notes: [...notes, ...featureNotes(feature)],
    ...about,
  };
}

/** What any layer makes of holes in the data. */
function featureNotes({ name, missing = 0, records = 0, numbers, isLabel }: RecordFeature): Sentence[] {
  return [
    ...(missing > 0
      ? [
          said`"${name}" has no value in ${formatCount(missing)} of ${formatCount(records)} records: give its FixedLenFeature a default_value.`,
        ]
      : []),
    ...(numbers && numbers.notFinite > 0 ? [said`${formatCount(numbers.notFinite)} values are NaN or infinite.`] : []),
    ...(isLabel ? [said`"${name}" looks like a label: what a model should predict.`] : []),
  ];
}
