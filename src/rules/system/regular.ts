import { asString } from '../../values/read';
import { int, list, NONE, type ObjectValue, str, tuple, UNKNOWN, type Value } from '../../values/value';
import type { Kinds } from '../core/kind';
import { object } from '../core/objects';
import { type Call, parameters, type Rule, rows, type Table } from '../core/rule';
import { fromPython } from './regular-pattern';

/** Python's re (https://docs.python.org/3/library/re.html) for texts that are known: programs take numbers of records and classes out of names of files. */

const PATTERN = 'python.re.Pattern';
const MATCH = 'python.re.Match';

/** What a match found: the text of each group, null where it took no part; names of groups by their numbers. */
interface Found {
  readonly groups: readonly (string | null)[];
  readonly names: { readonly [name: string]: number };
  readonly start: number;
}

const holding = (origin: ObjectValue['origin'], type: string, text: string, content?: Found): ObjectValue => ({
  kind: 'object',
  type,
  text,
  state: { content },
  origin,
});

const stateOf = ({ self }: Pick<Call, 'self'>): Found | undefined =>
  self.kind === 'object' && self.type === MATCH ? (self.state.content as Found | undefined) : undefined;

/** The pattern of a call, its own argument or the object that it is called on; undefined where it is not known, has flags, or could take long. */
function patternOf(call: Call): ReturnType<typeof fromPython> {
  const given = call.args.given('pattern') ? call.args.get('pattern') : call.self;
  const text = given.kind === 'object' && given.type === PATTERN ? given.text : asString(given);
  return text === undefined || call.args.given('flags') !== false ? undefined : fromPython(text);
}

const compile: Rule = call => {
  const text = asString(call.args.get('pattern'));
  if (text === undefined || call.args.given('flags') !== false) return UNKNOWN;
  return holding(object(call, PATTERN, undefined).origin, PATTERN, text);
};

const onText =
  (answer: (call: Call, expression: RegExp, text: string, names: Found['names']) => Value): Rule =>
  call => {
    const [pattern, text] = [patternOf(call), asString(call.args.get('string'))];
    if (pattern === undefined || text === undefined || !pattern.takes(text)) return UNKNOWN;
    return answer(call, pattern.expression, text, pattern.names);
  };

/** `where`: whether the match has to begin at the start, and to go to the end. */
const matching = (where: 'anywhere' | 'start' | 'whole'): Rule =>
  onText((call, expression, text, names) => {
    const source =
      where === 'anywhere' ? expression.source : where === 'start' ? `^(?:${expression.source})` : `^(?:${expression.source})$`;
    const found = new RegExp(source).exec(text);
    if (found === null) return NONE;
    const groups = [...found].map(group => group ?? null);
    return holding(object(call, MATCH, undefined).origin, MATCH, found[0], { groups, names, start: found.index });
  });

const groupOr = (text: string | null): Value => (text === null ? NONE : str(text));

const findAll = onText((_, expression, text) =>
  list(
    [...text.matchAll(new RegExp(expression.source, 'g'))].map(([whole, ...groups]) =>
      groups.length === 0 ? str(whole) : groups.length === 1 ? str(groups[0] ?? '') : tuple(groups.map(group => str(group ?? ''))),
    ),
  ),
);

/** Python and JavaScript differ in where they take an empty match. */
const canBeEmpty = (expression: RegExp): boolean => expression.test('');

const split = onText((call, expression, text) =>
  call.args.given('maxsplit') === false && !canBeEmpty(expression)
    ? list(text.split(expression).map(part => groupOr(part ?? null)))
    : UNKNOWN,
);

const replaced = onText((call, expression, text) => {
  const by = asString(call.args.get('repl'));
  if (by === undefined || by.includes('\\') || canBeEmpty(expression) || call.args.given('count') !== false) return UNKNOWN;
  return str(text.replace(new RegExp(expression.source, 'g'), () => by));
});

const group: Rule = call => {
  const found = stateOf(call);
  if (found === undefined) return UNKNOWN;
  const asked = call.args.rest.length === 0 ? [int(0)] : call.args.rest;
  const values = asked.map(one => {
    const index = one.kind === 'int' ? one.value : one.kind === 'str' ? found.names[one.value] : undefined;
    const text = index === undefined ? undefined : found.groups[index];
    return text === undefined ? UNKNOWN : groupOr(text);
  });
  return values.length === 1 ? values[0] : tuple(values);
};

const place =
  (end: boolean): Rule =>
  call => {
    const found = stateOf(call);
    const whole = call.args.given('group') === false ? found?.groups[0] : undefined;
    return found === undefined || whole === undefined || whole === null ? UNKNOWN : int(found.start + (end ? whole.length : 0));
  };

const methods: { readonly [name: string]: { rule: Rule; text: string; own: string } } = {
  search: { rule: matching('anywhere'), text: 'string, flags=0', own: 'string' },
  match: { rule: matching('start'), text: 'string, flags=0', own: 'string' },
  fullmatch: { rule: matching('whole'), text: 'string, flags=0', own: 'string' },
  findall: { rule: findAll, text: 'string, flags=0', own: 'string' },
  split: { rule: split, text: 'string, maxsplit=0, flags=0', own: 'string, maxsplit=0' },
  sub: { rule: replaced, text: 'repl, string, count=0, flags=0', own: 'repl, string, count=0' },
};

export const regularFunctions: Table = {
  'python.re.compile': { rule: compile, parameters: parameters('pattern, flags=0') },
  ...Object.fromEntries(
    Object.entries(methods).flatMap(([name, { rule, text, own }]) => [
      [`python.re.${name}`, { rule, parameters: parameters(`pattern, ${text}`) }],
      [`${PATTERN}.${name}`, { rule, parameters: parameters(own) }],
    ]),
  ),
  ...rows([`${MATCH}.group`, `${MATCH}.__getitem__`], { rule: group, parameters: parameters('*groups') }),
  [`${MATCH}.groups`]: call => {
    const found = stateOf(call);
    return found === undefined ? UNKNOWN : tuple(found.groups.slice(1).map(groupOr));
  },
  [`${MATCH}.start`]: { rule: place(false), parameters: parameters('group=0') },
  [`${MATCH}.end`]: { rule: place(true), parameters: parameters('group=0') },
};

export const regularKinds: Kinds = {
  [PATTERN]: {},
  [MATCH]: { truth: () => true },
};
