import type { CheckerOffer, CheckRequest } from '../../protocol/checking';
import type { PythonParser } from '../../python/parser';
import { type Files, NO_SURROUNDINGS } from '../read/surroundings';
import { readWithFacts } from '../read/with-facts';
import { readPlansAround } from './plans';
import { CheckSession } from './session';

/** Times that a program is read over because files that it asked for have come. */
const MAX_REREADINGS = 4;

/** What checks programs for an editor, in whatever thread it runs. */
export function createChecker(parser: PythonParser, files: Files): CheckerOffer {
  const session = new CheckSession(parser);
  const around = ({ folder, path, modules }: CheckRequest) => {
    if (folder === null) return NO_SURROUNDINGS;
    // A text that was never saved lies in no folder of its own.
    return files.around(path.startsWith('untitled:') ? [folder] : [folder, files.folderOf(path)], modules);
  };
  return {
    async check(request) {
      for (let round = 1; ; round++) {
        const { source, workspace, facts } = around(request);
        const answer = await readWithFacts(seen => session.check(request, { source, workspace: seen }), workspace, facts);
        if (round === MAX_REREADINGS || !(await files.settle?.())) return answer;
      }
    },
    hover: ({ program, ...at }) => session.hover(program, at),
    plans: async program => {
      const { plans, refusals, workingDirectory } = await readPlansAround(program, parser, files);
      return { plans: [...plans], refusals: [...refusals], workingDirectory };
    },
    forget: program => session.forget(program),
    recordsRead: () => files.recordsRead?.(),
  };
}
