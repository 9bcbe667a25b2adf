import { escapeHidden } from '../common/hidden-characters';
import type { Level } from '../diagnostics/catalogue';
import { catalogue } from '../diagnostics/catalogue';
import type { Diagnostic } from '../diagnostics/diagnostic';
import type { Span } from '../diagnostics/span';
import { jsonText, safeLine } from './output';

const place = ({ path, line, column, endLine, endColumn }: Span) => ({ path, line, column, end_line: endLine, end_column: endColumn });

/** A diagnostic as the contract of docs/architecture.md has it. */
const diagnosticJson = ({ rule, level, message, span, related = [], fixes = [] }: Diagnostic) => ({
  ...place(span),
  severity: level,
  rule,
  message,
  related: related.map(entry => ({ path: entry.span.path, line: entry.span.line, column: entry.span.column, message: entry.message })),
  fixes: fixes.map(fix => ({ title: fix.title, edits: fix.edits.map(edit => ({ ...place(edit.span), text: edit.text })) })),
});

const json = (diagnostics: readonly Diagnostic[]): string => jsonText({ diagnostics: diagnostics.map(diagnosticJson) });

const plainText = (diagnostics: readonly Diagnostic[]): string => {
  const rows = diagnostics.flatMap(({ span, level, rule, message, related = [] }) => [
    `${span.path}:${span.line}:${span.column}: ${level}: ${message} [${rule}]`,
    ...related.map(entry => `    ${entry.span.path}:${entry.span.line}: ${entry.message}`),
  ]);
  const counted = (level: Level) => {
    const count = diagnostics.filter(diagnostic => diagnostic.level === level).length;
    return `${count} ${level}${count === 1 ? '' : 's'}`;
  };
  return [...rows.map(safeLine), diagnostics.length === 0 ? 'No problems found.' : `${counted('error')}, ${counted('warning')}.`].join(
    '\n',
  );
};

const sarifLevels: { [level in Level]: string } = { error: 'error', warning: 'warning', information: 'note', hint: 'note' };

const sarifPlace = (span: Span) => ({
  physicalLocation: {
    artifactLocation: { uri: span.path },
    region: { startLine: span.line, startColumn: span.column, endLine: span.endLine, endColumn: span.endColumn },
  },
});

/** SARIF 2.1.0 (https://docs.oasis-open.org/sarif/sarif/v2.1.0/), which code hosts show beside a change. */
const sarif = (diagnostics: readonly Diagnostic[]): string =>
  jsonText({
    $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
    version: '2.1.0',
    runs: [
      {
        tool: {
          driver: {
            name: 'Tensorscope',
            rules: Object.entries(catalogue).map(([id, { level, summary, help }]) => ({
              id,
              shortDescription: { text: summary },
              help: { text: help, markdown: help },
              defaultConfiguration: { level: sarifLevels[level] },
            })),
          },
        },
        columnKind: 'utf16CodeUnits',
        results: diagnostics.map(({ rule, level, message, span, related = [] }) => ({
          ruleId: rule,
          level: sarifLevels[level],
          message: { text: message },
          locations: [sarifPlace(span)],
          relatedLocations: related.map((entry, id) => ({ id, message: { text: entry.message }, ...sarifPlace(entry.span) })),
        })),
      },
    ],
  });

const githubLevels: { [level in Level]: string } = { error: 'error', warning: 'warning', information: 'notice', hint: 'notice' };
const escaped = (text: string): string => escapeHidden(text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A'));
const property = (text: string): string => escaped(text).replaceAll(':', '%3A').replaceAll(',', '%2C');

/** Workflow commands of GitHub Actions, one a line. */
const github = (diagnostics: readonly Diagnostic[]): string =>
  diagnostics
    .map(({ rule, level, message, span }) => {
      const where = `file=${property(span.path)},line=${span.line},endLine=${span.endLine},col=${span.column},endColumn=${span.endColumn}`;
      return `::${githubLevels[level]} ${where},title=${property(rule)}::${escaped(message)}`;
    })
    .join('\n');

/** Ways to print diagnostics, by the name that `--format` takes. */
export const formats: { readonly [name: string]: (diagnostics: readonly Diagnostic[]) => string } = {
  text: plainText,
  json,
  sarif,
  github,
};
