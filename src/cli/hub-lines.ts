import { inEnglish } from '../common/sentence';
import { printTensor } from '../hub/describe';
import type { Structure, TensorFacts } from '../hub/saved-model/facts';
import { FORMAT_NAMES } from '../protocol/module-format';
import { printShape } from '../tensor/shape';
import type { HubReport } from './hub-report';
import { table } from './style';

const SOURCES: { readonly [source in NonNullable<HubReport['source']>]: string } = {
  setting: 'as given',
  folder: 'a folder',
  'tfhub-cache': "TensorFlow Hub's cache",
  'kagglehub-cache': "kagglehub's cache",
  catalogue: 'the catalogue: the module is not on this machine',
};
/** Variables and operations that are listed, at most; the JSON has all of them. */
const MAX_LISTED = 12;

/** What is known of a module, for the user. */
export function hubLines(report: HubReport): string[] {
  const { handle, folder, format, source, problems, notes } = report;
  return [
    handle,
    ...(format ? [`  ${inEnglish(FORMAT_NAMES[format])}${report.tensorflow ? `, written by TensorFlow ${report.tensorflow}` : ''}`] : []),
    ...(source ? [`  from ${SOURCES[source]}${folder === null || folder === handle ? '' : `: ${folder}`}`] : []),
    ...signatureLines(report),
    ...callLines(report),
    ...contentLines(report),
    ...problems.map(problem => `  problem: ${problem}`),
    ...notes.map(note => `  note: ${note}`),
  ];
}

const tensorRows = (word: string, tensors: { readonly [name: string]: TensorFacts }): string[][] =>
  Object.entries(tensors).map(([name, tensor]) => [`    ${word}`, name, printTensor(tensor)]);

const signatureLines = ({ signatures }: HubReport): string[] =>
  Object.entries(signatures).flatMap(([name, { inputs, outputs }]) => [
    `  signature ${name}`,
    ...table([...tensorRows('takes', inputs), ...tensorRows('gives', outputs)]),
  ]);

function callLines({ callable, source }: HubReport): string[] {
  if (callable === undefined || source === null) return [];
  if (callable === null) return ['  cannot be called without a signature'];
  const { parameters, defaults, traces } = callable;
  const names = parameters.map(name => (Object.hasOwn(defaults, name) ? `${name}=${printed(defaults[name])}` : name));
  return [
    `  called as module(${names.join(', ')})`,
    ...traces.map(({ positional, keywords, outputs }) => {
      const named = Object.entries(keywords).map(([name, value]) => `${name}=${printed(value)}`);
      return `    (${[...positional.map(printed), ...named].join(', ')}) gives ${printed(outputs)}`;
    }),
  ];
}

function printed(structure: Structure): string {
  if ('tensor' in structure) return printTensor(structure.tensor);
  if ('items' in structure) return `(${structure.items.map(printed).join(', ')})`;
  if ('other' in structure) return structure.other;
  if ('fields' in structure)
    return `{${Object.entries(structure.fields)
      .map(([name, field]) => `${name}: ${printed(field)}`)
      .join(', ')}}`;
  return structure.value === null
    ? 'None'
    : typeof structure.value === 'boolean'
      ? structure.value
        ? 'True'
        : 'False'
      : JSON.stringify(structure.value);
}

function contentLines({ variables, parameters, trainable, assets, ops, customOps }: HubReport): string[] {
  if (variables === undefined || ops === undefined) return [];
  const frequent = Object.entries(ops).sort(([, a], [, b]) => b - a);
  const variableRows = variables.slice(0, MAX_LISTED).map(({ name, dtype, shape }) => ['   ', name, dtype, printShape(shape)]);
  return [
    `  ${variables.length} ${variables.length === 1 ? 'variable' : 'variables'}, ${(parameters ?? 0).toLocaleString('en-US')} parameters${trainable ? `, ${trainable.toLocaleString('en-US')} of them trainable` : ''}`,
    ...table(variableRows),
    ...more(variables.length),
    ...(assets ?? []).map(asset => `  asset ${asset}`),
    `  operations: ${frequent
      .slice(0, MAX_LISTED)
      .map(([op, count]) => `${op} ${count}`)
      .join(', ')}${frequent.length > MAX_LISTED ? ` and ${frequent.length - MAX_LISTED} more` : ''}`,
    ...(customOps && customOps.length > 0 ? [`  operations that TensorFlow lacks: ${customOps.join(', ')}`] : []),
  ];
}

const more = (count: number): string[] => (count > MAX_LISTED ? [`    and ${count - MAX_LISTED} more`] : []);
