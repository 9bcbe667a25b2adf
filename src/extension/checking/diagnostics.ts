import {
  DiagnosticRelatedInformation,
  DiagnosticSeverity,
  Disposable,
  Diagnostic as EditorDiagnostic,
  extensions,
  languages,
  type Uri,
} from 'vscode';
import type { Level, RuleName } from '../../diagnostics/catalogue';
import type { Diagnostic } from '../../diagnostics/diagnostic';
import type { LiveChecks } from './live-checks';
import type { Program } from './program';
import { editorRange, locationOf } from './range';
import { rulePage } from './rule-page';

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
        collection.set(
          document.uri,
          diagnostics.map(diagnostic => new ShownDiagnostic(diagnostic)),
        );
      }
    }),
  );
}

/** A diagnostic as the editor shows it. The editor hands these very objects back when it asks for fixes; `id` leads to the diagnostic. */
export class ShownDiagnostic extends EditorDiagnostic {
  readonly id: string;

  constructor({ id, rule, level, message, span, related = [] }: Diagnostic) {
    super(editorRange(span), message, severities[level]);
    this.id = id;
    this.source = 'Tensorscope';
    const target = ruleLink(rule);
    this.code = target ? { value: rule, target } : rule;
    this.relatedInformation = related.map(place => new DiagnosticRelatedInformation(locationOf(place.span), place.message));
  }
}

/** The editor opens it where the user clicks the rule's name; it does not follow commands from a problem. */
function ruleLink(rule: RuleName): Uri | undefined {
  const folder = extensions.getExtension(EXTENSION)?.extensionUri;
  return folder && rulePage(folder, rule);
}
