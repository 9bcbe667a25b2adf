import { asBool, asString } from '../../values/read';
import { bool, type Cell, list, NONE, str, tuple, UNKNOWN, type Value } from '../../values/value';
import type { Kinds } from '../core/kind';
import { object } from '../core/objects';
import { type Call, parameters, type Rule, rows, type Table } from '../core/rule';
import { environmentVariable } from './files';

/**
 * What a program is started with: argparse, absl's flags and the environment. Their defaults count for a program that is to be run (`Workspace.started`); a
 * program that is only checked may be started with anything.
 */
const PARSER = 'python.argparse.ArgumentParser';
const NAMESPACE = 'python.argparse.Namespace';

type Values = ReadonlyMap<string, Value>;
const valuesOf = ({ state }: { state: Cell<unknown> }): Values => (state.content as Values | undefined) ?? new Map();
const put = (call: Call, cell: Cell<unknown>, name: string, value: Value): void =>
  call.context.write<unknown>(cell, new Map([...((cell.content as Values | undefined) ?? []), [name, value]]));

/** The attribute that an option is stored under, and whether it is given without a dash in front. */
function destination(call: Call): { name: string; positional: boolean } | undefined {
  const dest = asString(call.args.get('dest'));
  const flags = call.args.rest.map(asString);
  if (flags.includes(undefined)) return undefined;
  const [first] = flags as string[];
  const long = (flags as string[]).find(flag => flag.startsWith('--')) ?? first;
  const name = dest ?? long?.replace(/^-+/, '').replaceAll('-', '_');
  return name === undefined ? undefined : { name, positional: first !== undefined && !first.startsWith('-') };
}

/** The value without any argument on the command line. */
function defaultOf(call: Call, positional: boolean): Value {
  const { args } = call;
  const action = asString(args.get('action'));
  const given = args.get('default');
  const optional = ['?', '*'].includes(asString(args.get('nargs')) ?? '');
  if (asBool(args.get('required')) === true || (positional && !optional)) return UNKNOWN;
  if (args.given('default')) {
    const type = args.get('type');
    return given.kind === 'str' && type.kind !== 'none' ? call.context.call(type, [given]) : given;
  }
  if (action === 'store_true' || action === 'store_false') return bool(action === 'store_false');
  return NONE;
}

const addArgument: Rule = call => {
  const { self } = call;
  const option = destination(call);
  if (self.kind === 'object' && option !== undefined) put(call, self.state, option.name, defaultOf(call, option.positional));
  return UNKNOWN;
};

const parsed = (call: Call): Value => {
  const { self } = call;
  const given = call.args.get('args');
  const isPlain = given.kind === 'none' || (given.kind === 'list' && given.cell.content?.items?.length === 0);
  const known = self.kind === 'object' && isPlain && call.session.workspace.started === true;
  return object(call, NAMESPACE, known ? valuesOf(self) : new Map());
};

const setDefaults: Rule = call => {
  const { self } = call;
  if (self.kind === 'object') for (const [name, value] of Object.entries(call.args.extra)) put(call, self.state, name, value);
  return NONE;
};

const OPTION_PARAMETERS =
  '*name_or_flags, action=None, nargs=None, const=None, default=None, type=None, choices=None, required=False, help=None, metavar=None, dest=None';

const FLAGS = 'python.absl.flags.FlagValues';
const defineFlag: Rule = call => {
  const name = asString(call.args.get('name'));
  if (name !== undefined) put(call, call.session.flags, name, call.args.get('default'));
  return UNKNOWN;
};

/** `app.run(main)`: the program's main function with what is left of the command line. */
const runApp: Rule = call => {
  if (call.session.workspace.started) call.context.call(call.args.get('main'), [list([str('')])]);
  return NONE;
};

export const argumentFunctions: Table = {
  [PARSER]: call => object(call, PARSER, new Map()),
  [`${PARSER}.add_argument`]: { rule: addArgument, parameters: parameters(OPTION_PARAMETERS) },
  ...rows([`${PARSER}.add_argument_group`, `${PARSER}.add_mutually_exclusive_group`], call => call.self),
  [`${PARSER}.set_defaults`]: { rule: setDefaults, parameters: parameters('**kwargs') },
  [`${PARSER}.parse_args`]: { rule: parsed, parameters: parameters('args=None, namespace=None') },
  [`${PARSER}.parse_known_args`]: {
    rule: call => tuple([parsed(call), list([])]),
    parameters: parameters('args=None, namespace=None'),
  },
  ...rows(
    ['string', 'integer', 'float', 'bool', 'boolean', 'list', 'enum', 'multi_string'].map(kind => `python.absl.flags.DEFINE_${kind}`),
    { rule: defineFlag, parameters: parameters('name, default, help=None') },
  ),
  'python.absl.app.run': { rule: runApp, parameters: parameters('main, argv=None') },
};

export const argumentKinds: Kinds = {
  [NAMESPACE]: {
    attribute: ({ self }, name) => (self.kind === 'object' ? valuesOf(self).get(name) : undefined),
    setAttribute: ({ self, context }, name, value) => {
      if (self.kind === 'object') context.write<unknown>(self.state, new Map([...valuesOf(self), [name, value]]));
    },
  },
  [FLAGS]: {
    attribute: ({ session }, name) => (session.workspace.started ? (session.flags.content as Values).get(name) : undefined),
  },
  'python.os.Environ': { index: (use, key) => environmentVariable(use, key, UNKNOWN) },
};

/** An object of which the session, not the object, knows the content. */
const standing = (type: string): Value => ({
  kind: 'object',
  type,
  state: { content: undefined },
  origin: { op: type, args: {}, span: { path: '', line: 0, column: 0, endLine: 0, endColumn: 0 } },
});

export const argumentConstants: { readonly [name: string]: Value } = {
  'python.os.environ': standing('python.os.Environ'),
  'python.absl.flags.FLAGS': standing(FLAGS),
};
