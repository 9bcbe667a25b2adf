import { shortName } from '../rules/core/names';
import { isA } from '../rules/core/objects';
import { typeOf } from '../rules/core/tensors';
import { VocabularySize } from '../rules/layers/vocabulary';
import { DATASET, datasetState } from '../rules/pipeline/dataset';
import type { ProgramEvent } from '../values/library';
import { asInt } from '../values/read';
import { NONE, type ObjectValue, type Value } from '../values/value';
import { datasetPlan } from './dataset';
import { layerPlan } from './layer';
import { writtenValue } from './literal';
import type { AdaptationPlan, DatasetPlan, Json, LayerPlan, Site } from './plan';
import { type Learning, type Refusals, Refused, siteOf } from './refused';
import { supportOf } from './support/accepted';
import { numericTypes } from './support/judge';
import { type PreprocessingSupport, preprocessingLayers } from './support/preprocessing-layers';

/** Size of the batches that Normalization makes of what has one axis. */
const BATCH = 128;

/** `layer.adapt(…)` before a call of `fit`: those of the layers that the plan uses, each after those that its data need. */
export class Adaptations implements Learning {
  readonly plans: AdaptationPlan[] = [];
  private readonly places = new Map<Value, number>();

  constructor(
    private readonly events: readonly ProgramEvent[],
    private readonly refusals: Refusals,
  ) {}

  placeOf(layer: Value, plan: LayerPlan): number | undefined {
    const known = this.places.get(layer);
    if (known !== undefined) return known;
    const event = this.events.findLast(({ name, args }) => name === 'adapt' && args.self === layer);
    if (event === undefined) return undefined;
    if (event.doubtful)
      throw new Refused(event.span, `Whether ${plan.class} is adapted here is not known without running the program; adapt it always.`);
    const data = this.dataOf(event, plan.class);
    this.places.set(layer, this.plans.length);
    this.plans.push({ layer: plan, data, site: siteOf(event.span) });
    return this.plans.length - 1;
  }

  sizeOf(value: Value, span: Refused['span']): Json | undefined {
    if (value.kind !== 'unknown' || !(value.integer?.of instanceof VocabularySize)) return undefined;
    const { of, times, plus } = value.integer;
    const { layer, adaptations } = of as VocabularySize;
    const adapted = this.events.filter(({ name, args }) => name === 'adapt' && args.self === layer).length;
    const place = adapted === adaptations ? layerPlan(layer, span, new Map(), this.refusals).adaptation : undefined;
    if (place === undefined)
      throw new Refused(span, 'How many ids this layer knows is not known without running the program; write the number out.');
    return { vocabularyOf: place, times, plus };
  }

  private dataOf({ args, span, spanOf, open }: ProgramEvent, className: string): DatasetPlan {
    const at = spanOf?.('data') ?? span;
    const site = siteOf(span);
    if (open) throw new Refused(span, 'Which arguments adapt gets is not known without running the program; write them out.');
    const { data, steps = NONE } = args;
    const read = isA(data, DATASET) ? this.datasetOf(data, className, at) : writtenData(data, className, at);
    if (steps.kind === 'none') return read;
    const count = asInt(steps);
    if (count === undefined)
      throw new Refused(spanOf?.('steps') ?? span, 'The argument steps of adapt has to be a whole number that is written out.');
    return { op: 'take', input: read, count, site };
  }

  private datasetOf(data: ObjectValue, className: string, span: Refused['span']): DatasetPlan {
    const row = supportOf<PreprocessingSupport>(preprocessingLayers, className);
    const plan = datasetPlan(data, 'What adapt gets', span, this.refusals);
    const element = datasetState(data)?.element;
    const isPair = row?.batches === true && element?.kind === 'tuple';
    const tensor = isPair ? element.items[0] : element;
    if (tensor?.kind !== 'tensor')
      throw new Refused(span, `${className} adapts to a dataset of tensors; this one gives something else, or what is not known.`);
    const { shape, sparse, raggedRank } = tensor.type;
    if (sparse || raggedRank !== undefined)
      throw new Refused(span, 'Adapting to sparse or ragged tensors cannot be done from the editor yet; make them dense.');
    const site = siteOf(span);
    const input = isPair ? firstOf(plan, element.items.length, site) : plan;
    if (row?.batches !== true) return input;
    if (shape === null) throw new Refused(span, 'The shape of what adapt gets is not known without running the program.');
    return shape.length === 1 ? { op: 'batch', input, size: BATCH, dropRemainder: false, site } : input;
  }
}

/** The first of each element's parts. */
const firstOf = (input: DatasetPlan, parts: number, site: Site): DatasetPlan => ({
  op: 'map',
  input,
  fn: {
    nodes: Array.from({ length: parts }, (_, index) => ({ id: index, op: 'parameter', args: { index: { value: index } }, site })),
    result: { leaf: { node: 0 } },
  },
  site,
});

/** An array or list that the program writes: one batch. */
function writtenData(data: Value, className: string, span: Refused['span']): DatasetPlan {
  const type = typeOf(data);
  const isKnown = type?.dtype === 'string' || (numericTypes as readonly unknown[]).includes(type?.dtype);
  if (!type?.shape || !isKnown)
    throw new Refused(span, `What ${className} adapts to is not known without running the program; give a dataset of records.`);
  const read = writtenValue(data, `What ${shortName(className)} adapts to`, span);
  const isColumn = type.shape.length === 1 && Array.isArray(read) && type.dtype === 'string';
  const [values, shape] = isColumn ? [read.map(item => [item]), [...type.shape, 1]] : [read, [...type.shape]];
  return { op: 'tensors', values: { leaf: { spec: { shape, dtype: type.dtype as string }, data: values } }, site: siteOf(span) };
}
