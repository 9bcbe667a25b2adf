import { type Diagnostic, DiagnosticSeverity, languages, Uri } from 'vscode';

/** What the checker says of the line at which a program failed: its error there, or the one that names this line as where the program would fail. */
export function causeAt(path: string, line: number): Diagnostic | undefined {
  const uri = Uri.file(path);
  const errors = languages
    .getDiagnostics(uri)
    .filter(({ source, severity }) => source === 'Tensorscope' && severity === DiagnosticSeverity.Error);
  const isHere = (start: number, end: number): boolean => start <= line - 1 && line - 1 <= end;
  return (
    errors.find(({ range }) => isHere(range.start.line, range.end.line)) ??
    errors.find(({ relatedInformation = [] }) =>
      relatedInformation.some(
        ({ location: { uri: place, range } }) => place.toString() === uri.toString() && isHere(range.start.line, range.end.line),
      ),
    )
  );
}
