import { inEnglish } from '../common/sentence';
import { recordFeature } from '../compatibility/feature';
import { judge } from '../compatibility/judge';
import type { Target } from '../compatibility/target';
import type { CompatVerdict, Step, Way } from '../compatibility/verdict';
import { datasetName } from '../records/dataset-name';
import { scanStatistics } from '../statistics/report/scan-statistics';
import { type FileScan, scanFiles } from '../statistics/threads/node-scan-pool';
import type { TensorType } from '../tensor/type';
import type { FoundTargets } from './compat-targets';
import { scanProgress } from './scan-progress';

/** A step, a way and a verdict in the contract of `--json`: sentences in English. */
type StepJson = Omit<Step, 'title'> & { title: string };
type WayJson = Omit<Way, 'title' | 'steps'> & { title: string; steps: StepJson[] };

export interface CompatCell extends Omit<CompatVerdict, 'reason' | 'steps' | 'alternatives' | 'notes'> {
  dataset: string;
  feature: string;
  /** Index among the targets. */
  target: number;
  reason: string;
  steps: StepJson[];
  alternatives: WayJson[];
  notes: string[];
}

/** What `compat --json` prints. */
export interface CompatReport {
  features: { dataset: string; name: string; dtype: TensorType['dtype']; shape: TensorType['shape'] }[];
  /** `fits`: a feature that is no label fits, as it is or after some steps. */
  targets: (Pick<Target, 'kind' | 'name' | 'takes'> & {
    handle?: string;
    model?: string;
    path?: string;
    line?: number;
    column?: number;
    fits: boolean;
  })[];
  cells: CompatCell[];
  problems: string[];
}

const stepJson = ({ place, title, code }: Step): StepJson => ({ place, title: inEnglish(title), code });
const wayJson = ({ title, steps, gives }: Way): WayJson => ({ title: inEnglish(title), steps: steps.map(stepJson), gives });

/** Every feature of the records against everything that it may be fed into. */
export async function compatReport(
  { paths, unmatched }: { paths: string[]; unmatched: string[] },
  found: readonly FoundTargets[],
): Promise<CompatReport> {
  const status = scanProgress(paths);
  const scans = await scanFiles(paths, { visitor: { name: 'features' }, datasetOf: datasetName, progress: status.progress });
  status.clear();
  const problems = [
    ...unmatched.map(word => `${word}: no matching record files`),
    ...scans.flatMap(scan => ('failed' in scan ? [`${scan.path}: ${scan.failed}`] : [])),
    ...found.flatMap(one => ('problem' in one ? [one.problem] : [])),
  ];
  const targets = found.flatMap(one => ('target' in one ? [one] : []));
  const datasets = [...byDataset(scans)].map(([dataset, files]) => ({
    dataset,
    features: scanStatistics(files).features.map(recordFeature),
  }));
  const cells = datasets.flatMap(({ dataset, features }) =>
    features.flatMap(feature =>
      targets.map(({ target }, index) => ({ feature, cell: cellOf(dataset, index, feature.name, judge(feature, target, features)) })),
    ),
  );
  const feeds = (index: number): boolean =>
    cells.some(({ feature, cell }) => cell.target === index && cell.verdict !== 'does-not-fit' && !feature.isLabel);
  return {
    features: datasets.flatMap(({ dataset, features }) =>
      features.map(({ name, type }) => ({ dataset, name, dtype: type.dtype, shape: type.shape })),
    ),
    targets: targets.map(({ target: { kind, name, takes }, handle, model, place }, index) => ({
      kind,
      name,
      takes,
      ...(handle && { handle }),
      ...(model && { model }),
      ...place,
      fits: feeds(index),
    })),
    cells: cells.map(({ cell }) => cell),
    problems,
  };
}

function cellOf(dataset: string, target: number, feature: string, verdict: CompatVerdict): CompatCell {
  const { reason, steps, alternatives, notes, ...rest } = verdict;
  return {
    dataset,
    feature,
    target,
    ...rest,
    reason: inEnglish(reason),
    steps: steps.map(stepJson),
    alternatives: alternatives.map(wayJson),
    notes: notes.map(inEnglish),
  };
}

/** The scans of each dataset. */
function byDataset(scans: readonly FileScan[]): Map<string, FileScan[]> {
  const datasets = new Map<string, FileScan[]>();
  for (const scan of scans) datasets.set(datasetName(scan.path), [...(datasets.get(datasetName(scan.path)) ?? []), scan]);
  return datasets;
}
