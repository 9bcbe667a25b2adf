import { formatBytes, formatCount } from '../common/format';
import type { EmbeddingFigures } from '../compatibility/verdict';
import { printType } from '../tensor/type';
import type { CompatCell, CompatReport } from './compat-report';
import type { Paint, Style } from './style';

const WORDS: { readonly [verdict in CompatCell['verdict']]: { text: string; style: Style } } = {
  fits: { text: 'fits', style: 'green' },
  'fits-after': { text: 'fits after', style: 'yellow' },
  'does-not-fit': { text: 'does not fit', style: 'red' },
};
const WORD_WIDTH = 12;

/** The report for a terminal: each target with the features under it. */
export function compatLines({ targets, cells, problems }: CompatReport, paint: Paint): string[] {
  const severalDatasets = new Set(cells.map(({ dataset }) => dataset)).size > 1;
  const sections = targets.flatMap(({ name, model, takes, path, line }, index) => [
    '',
    `${paint('bold', model ? `${model}: ${name}` : name)}  takes ${takes.shape ? printType(takes, true) : `${takes.dtype ?? 'tensors'} of any shape`}${path ? paint('dim', `  ${path}:${line}`) : ''}`,
    ...cells.filter(({ target }) => target === index).flatMap(cell => cellLines(cell, severalDatasets, paint)),
  ]);
  return [...sections.slice(1), ...problems.map(problem => paint('red', problem))];
}

function cellLines(cell: CompatCell, withDataset: boolean, paint: Paint): string[] {
  const { text, style } = WORDS[cell.verdict];
  const name = withDataset ? `${cell.dataset}: ${cell.feature}` : cell.feature;
  const gives = cell.gives ? paint('dim', ` → ${printType(cell.gives, true)}`) : '';
  return [
    `  ${paint(style, text.padEnd(WORD_WIDTH))}  ${name}  ${printType(cell.given, true)}${gives}`,
    `      ${cell.reason}`,
    ...cell.steps.flatMap(step => stepLines(step, paint)),
    ...(cell.embedding && cell.verdict !== 'does-not-fit' ? [`      ${figuresLine(cell.embedding)}`] : []),
    ...cell.alternatives.flatMap(({ title, steps }) => [`      or: ${title}`, ...steps.flatMap(step => stepLines(step, paint))]),
    ...cell.notes.map(note => `      ${paint('dim', note)}`),
  ];
}

/** The title of a step as a comment, so that all of it can be copied. */
const stepLines = ({ title, code }: CompatCell['steps'][number], paint: Paint): string[] =>
  [paint('dim', `# ${title}`), ...code.split('\n').map(line => paint('cyan', line))].map(line => `        ${line}`);

function figuresLine({ paddingShare, unusedRows, parameters, bytes }: EmbeddingFigures): string {
  return [
    ...(parameters === null || bytes === null ? [] : [`${formatCount(parameters)} parameters, ${formatBytes(bytes)}`]),
    ...(unusedRows === undefined ? [] : [`${formatCount(unusedRows)} rows never used`]),
    ...(paddingShare === undefined ? [] : [`${(paddingShare * 100).toFixed(1)} % of the ids are 0`]),
  ].join('; ');
}
