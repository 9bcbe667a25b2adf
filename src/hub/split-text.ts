import { fromRe2, fromRewrite } from './re2';
import type { SplitPlace, TextStep } from './text-step';

/** Texts become other texts, or pieces. */
type Rewrite = (text: string) => readonly string[];

const stripped = /^[\t-\r ]+|[\t-\r ]+$/g;

/** How a module makes words of a text, as a function; undefined where one of its steps is not known. Empty words are left out. */
export function textSplitter(steps: readonly TextStep[]): ((text: string) => string[]) | undefined {
  const rewrites = steps.map(rewriteOf);
  if (!rewrites.every(rewrite => rewrite !== undefined)) return undefined;
  return text => rewrites.reduce((pieces: readonly string[], rewrite) => pieces.flatMap(rewrite), [text]).filter(word => word !== '');
}

function rewriteOf(step: TextStep): Rewrite | undefined {
  switch (step.kind) {
    case 'lower':
      return step.scripts === 'all' ? text => [text.toLowerCase()] : text => [text.replace(/[A-Z]+/g, capitals => capitals.toLowerCase())];
    case 'strip':
      return text => [text.replace(stripped, '')];
    case 'replace': {
      const [pattern, rewrite] = [fromRe2(step.pattern), fromRewrite(step.rewrite)];
      if (pattern === undefined || rewrite === undefined) return undefined;
      const once = new RegExp(pattern, 'u');
      return text => [text.replace(step.every ? pattern : once, rewrite)];
    }
    case 'split':
      return splitAt(step.at);
  }
}

function splitAt(place: SplitPlace): Rewrite {
  if (place.kind === 'space') return text => text.split(/[\t-\r ]+/);
  if (place.kind === 'separator') return text => text.split(place.text);
  const separators = new Set(place.text);
  return text => {
    const pieces = [''];
    for (const character of text) {
      if (separators.has(character)) pieces.push('');
      else pieces[pieces.length - 1] += character;
    }
    return place.keepsEmpty ? pieces : pieces.filter(piece => piece !== '');
  };
}
