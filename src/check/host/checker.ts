import type { CheckerOffer } from '../../protocol/checking';
import type { PythonParser } from '../../python/parser';
import type { Files } from '../read/surroundings';
import { readWithFacts } from '../read/with-facts';
import { readSettled, surroundingsOf } from './around';
import { createCompatibility } from './compatibility';
import { readModule } from './modules';
import { readPlansAround } from './plans';
import { CheckSession } from './session';

/** What checks programs for an editor, in whatever thread it runs. */
export function createChecker(parser: PythonParser, files: Files): CheckerOffer {
  const session = new CheckSession(parser);
  return {
    ...createCompatibility(parser, files),
    check: request =>
      readSettled(files, () => {
        const around = surroundingsOf(request, files);
        const { source, workspace, facts } = around;
        return readWithFacts(seen => session.check(request, { source, workspace: seen }, around), workspace, facts);
      }),
    hover: ({ program, ...at }) => session.hover(program, at),
    plans: async program => {
      const { plans, refusals, workingDirectory } = await readPlansAround(program, parser, files);
      return { plans: [...plans], refusals: [...refusals], workingDirectory };
    },
    module: request => readModule(request, files.folder?.(request.folder), parser),
    forget: program => session.forget(program),
    recordsRead: () => files.recordsRead?.(),
  };
}
