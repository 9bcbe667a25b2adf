import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { readProgram } from '../check/program';
import type { Finding } from '../values/finding';
import type { Span } from '../values/span';
import { type Command, EXIT, UsageError } from './command';
import { diskOptions } from './python-files';

const place = ({ path, line, column, endLine, endColumn }: Span) => ({ path, line, column, end_line: endLine, end_column: endColumn });

/** A finding as the contract of docs/architecture.md has it. */
const diagnosticJson = ({ rule, level, message, span, related = [], fixes = [] }: Finding) => ({
  ...place(span),
  severity: level,
  rule,
  message,
  related: related.map(entry => ({ path: entry.span.path, line: entry.span.line, column: entry.span.column, message: entry.message })),
  fixes: fixes.map(fix => ({ title: fix.title, edits: fix.edits.map(edit => ({ ...place(edit.span), text: edit.text })) })),
});

/** `tensorscope check FILE.py…`: what does not fit in Python files. */
export const checkCommand: Command = {
  name: 'check',
  usage: 'FILE.py… [--json]',
  summary: 'mistakes of shape and dtype between records, layers, losses and data',
  async run(args) {
    const { values, positionals } = parseArgs({ args, options: { json: { type: 'boolean' } }, allowPositionals: true });
    if (positionals.length === 0) throw new UsageError('check takes at least one Python file');
    const options = await diskOptions(process.cwd());
    const findings = positionals.flatMap(path =>
      readProgram(path, readFileSync(path, 'utf8'), options).findings.filter(({ span }) => span.path === path),
    );
    if (values.json) console.log(JSON.stringify({ diagnostics: findings.map(diagnosticJson) }));
    else
      for (const { span, level, rule, message } of findings)
        console.log(`${span.path}:${span.line}:${span.column}: ${level}: ${message} [${rule}]`);
    return findings.some(({ level }) => level === 'error') ? EXIT.problems : EXIT.fine;
  },
};
