import {
  DiagnosticRelatedInformation,
  DiagnosticSeverity,
  Disposable,
  Diagnostic as EditorDiagnostic,
  extensions,
  languages,
  Uri,
} from 'vscode';
import type { Diagnostic, Level } from '../../diagnostics/diagnostic';
import type { LiveChecks } from './live-checks';
import type { Program } from './program';
import { editorRange, locationOf } from './range';
import { ruleLine } from './rule-line';

const EXTENSION = 'tensorscope.tensorscope';

const severities: Record<Level, DiagnosticSeverity> = {
  error: DiagnosticSeverity.Error,
  warning: DiagnosticSeverity.Warning,
  information: DiagnosticSeverity.Information,
  hint: DiagnosticSeverity.Hint,
};

/** Keeps the problems of every checked document as its latest reading says them. */
export function showDiagnostics(checks: LiveChecks): Disposable {
  const collection = languages.createDiagnosticCollection('tensorscope');
  const clear = ({ documents }: Program): void => {
    for (const { document } of documents) collection.delete(document.uri);
  };
  return Disposable.from(
    collection,
    checks.onDidForget(clear),
    checks.onDidCheck(({ program, answer }) => {
      for (const { path, document } of program.documents) {
        const diagnostics = answer.cells.find(cell => cell.path === path)?.diagnostics ?? [];
        collection.set(document.uri, diagnostics.map(diagnosticOf));
      }
    }),
  );
}

/** A diagnostic as the editor shows it; the rule's name leads to what is written of it. */
export function diagnosticOf({ rule, level, message, span, related = [] }: Diagnostic): EditorDiagnostic {
  const diagnostic = new EditorDiagnostic(editorRange(span), message, severities[level]);
  diagnostic.source = 'Tensorscope';
  const target = ruleLink(rule);
  diagnostic.code = target ? { value: rule, target } : rule;
  diagnostic.relatedInformation = related.map(place => new DiagnosticRelatedInformation(locationOf(place.span), place.message));
  return diagnostic;
}

/** The line of a rule in the documentation that comes with the extension. The editor does not follow commands from a problem. */
function ruleLink(rule: string): Uri | undefined {
  const folder = extensions.getExtension(EXTENSION)?.extensionUri;
  return folder && Uri.joinPath(folder, 'docs', 'rules.md').with({ fragment: `L${ruleLine(rule)}` });
}
