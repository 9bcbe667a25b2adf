import type { KerasVersion } from '../common/keras-version';
import type { Mistake } from '../diagnostics/diagnostic';
import type { Arguments, CallContext, Library, OperatorName, ProgramEvent } from '../values/library';
import { type ApiValue, type MethodValue, type Origin, str, type TensorValue, tuple, UNKNOWN, type Value } from '../values/value';
import { bind } from './core/bind';
import { noticeName } from './core/keras';
import type { ObjectKind, Use } from './core/kind';
import { canonicalModule } from './core/names';
import { ancestry, object, originOf } from './core/objects';
import type { Call, Row, Rule, Session, Workspace } from './core/rule';
import { isClass, namesBelow, signatureOf } from './core/signatures';
import { stamped } from './core/stamped';
import { symbolicInTensorFlow } from './core/symbolic';
import { missingOutput } from './hub/missing-output';
import { missingEntry } from './pipeline/missing-entry';
import { apiAttribute, apiValue } from './public-names';
import {
  concrete,
  forgetElements,
  functions,
  instanceKinds,
  kinds,
  tensorAttribute,
  tensorIndex,
  tensorIterate,
  tensorLength,
  tensorOperator,
  tensorTruth,
  traced,
} from './tables';

export interface LibraryOptions {
  readonly keras: KerasVersion;
  readonly workspace: Workspace;
}

/** TensorFlow, Keras, NumPy and Hub as one reading of a program sees them. Make one for each reading: it counts names. */
export function createLibrary({ keras, workspace }: LibraryOptions): Library {
  const session: Session = {
    keras,
    workspace,
    graphDepth: 0,
    traceDepth: 0,
    names: new Map(),
    adaptations: new Map(),
    policy: { content: 'float32' },
    dataFormat: { content: 'channels_last' },
    customNames: { content: false },
    outdated: { content: false },
    numpyBehavior: { content: false },
    dated: { content: false },
    shaped: new Set(),
    random: { content: null },
    flags: { content: new Map() },
    imported: new Set(),
    written: { content: new Map() },
  };

  const legacy = keras === '2';
  /** What may be reported of a program: nothing of an outdated one; of one whose tensors behave like NumPy's, not what those would take. */
  const heardFrom = (context: CallContext): CallContext => {
    if (session.outdated.content) return only(context, () => false);
    return session.numpyBehavior.content ? only(context, ({ rule }) => rule !== 'op-dtype' && rule !== 'index-rank') : context;
  };

  /** An event, which inside a callback belongs to the way that its method goes. */
  const emit = (context: CallContext, event: ProgramEvent): void =>
    session.hook === undefined ? context.emit(event) : session.hook.note(event, context.doubt);
  const isChanged = (target: Value): boolean => mayBeKeras(target) || (session.hook !== undefined && target.kind === 'instance');
  const use = (context: CallContext, self: Value): Use => ({ context, session, self });
  const kindsOf = (value: Value): ObjectKind[] =>
    value.kind === 'object' ? ancestry(value.type).flatMap(type => (Object.hasOwn(kinds, type) ? [kinds[type]] : [])) : [];

  /** Binds the arguments, runs the row and marks what it made with its origin. */
  const run = (heard: CallContext, api: string, row: Row | Rule, self: Value, args: Arguments, isLegacy: boolean): Value => {
    const context = heardFrom(heard);
    const { rule, parameters, takesKeras } = typeof row === 'function' ? { rule: row } : row;
    if (isLegacy) session.keras2Seen = true;
    const bound = bind(parameters ?? signatureOf(api) ?? [], args, context.span);
    const call: Call = { context, session, api, legacy: isLegacy, self, args: bound };
    if (!isLegacy && !takesKeras && symbolicInTensorFlow(call)) return UNKNOWN;
    return stamped(
      context.guarded(() => rule(call), UNKNOWN),
      originOf(api, self, bound, context),
    );
  };

  const callApi = (context: CallContext, { name, legacy: isLegacy = legacy }: ApiValue, args: Arguments): Value => {
    if (Object.hasOwn(functions, name)) return run(context, name, functions[name], NO_SELF, args, isLegacy);
    // A class without a row still makes an object of its kind: an optimizer, a callback, an initializer.
    return isClass(name) ? run(context, name, call => object(call, name, call.args), NO_SELF, args, isLegacy) : UNKNOWN;
  };

  const callMethod = (context: CallContext, { self, owner, name }: MethodValue, args: Arguments): Value => {
    if (name !== '__call__' && self.kind !== 'unknown' && isChanged(self))
      emit(context, { name: 'method', span: context.span, args: { self, path: tuple([str(name)]) } });
    const isLegacy = legacy || (self.kind === 'api' && self.legacy === true);
    for (const type of ancestry(owner)) {
      const api = `${type}.${name}`;
      if (Object.hasOwn(functions, api)) return run(context, api, functions[api], self, args, isLegacy);
    }
    return UNKNOWN;
  };

  return {
    importModule(name) {
      noticeName(session, name);
      const module = canonicalModule(name);
      // KerasHub brings operations of TensorFlow Text with it.
      if (module === undefined || module.name.startsWith('keras_hub')) session.imported.add(name.split('.')[0]);
      return module && apiValue(module.name, module.legacy);
    },
    publicNames(module) {
      const names = namesBelow(module.name);
      return names.length === 0 ? undefined : names.map(name => [name, apiValue(`${module.name}.${name}`, module.legacy)] as const);
    },
    attribute(context, target, name, owner) {
      if (target.kind === 'api') {
        noticeName(session, `${target.name}.${name}`);
        return apiAttribute(target, name);
      }
      if (target.kind === 'tensor') return tensorAttribute(use(context, target), name);
      if (target.kind === 'method') return UNKNOWN;
      const types = owner ? ancestry(owner.name) : target.kind === 'object' ? ancestry(target.type) : [];
      const answering = owner ? types.flatMap(type => (Object.hasOwn(instanceKinds, type) ? [instanceKinds[type]] : [])) : kindsOf(target);
      for (const kind of answering) {
        const found = kind.attribute?.(use(context, target), name);
        if (found !== undefined) return found;
      }
      const isMethod = types.some(type => Object.hasOwn(functions, `${type}.${name}`));
      return isMethod ? { kind: 'method', self: target, owner: types[0], name } : undefined;
    },
    setAttribute(context, target, name, value) {
      if (isChanged(target)) emit(context, { name: 'set', span: context.span, args: { self: target, name: str(name), value } });
      for (const kind of kindsOf(target)) kind.setAttribute?.(use(context, target), name, value);
    },
    unknownMethod(context, self, path, { positional }) {
      const args = { self, path: tuple(path.map(str)), given: tuple(positional.map(({ value }) => value)) };
      if (mayBeKeras(self)) emit(context, { name: 'method', span: context.span, args });
    },
    raised: context => session.hook?.note({ name: 'raise', span: context.span, args: {} }, context.doubt),
    call(context, callee, args) {
      if (callee.kind === 'api') return callApi(context, callee, args);
      if (callee.kind === 'method') return callMethod(context, callee, args);
      return callMethod(context, { kind: 'method', self: callee, owner: callee.type, name: '__call__' }, args);
    },
    instantiate(context, instance, base) {
      for (const type of ancestry(base.name)) instanceKinds[type]?.setAttribute?.(use(context, instance), '__class__', base);
    },
    operator: (context, op: OperatorName, operands) =>
      stamped(
        context.guarded(() => {
          for (const operand of operands)
            for (const kind of kindsOf(operand)) if (kind.operator) return kind.operator(use(context, operand), op, operands);
          return tensorOperator({ context: heardFrom(context), session }, op, operands);
        }, UNKNOWN),
        {
          op: `operator.${operatorNames[op]}`,
          args: Object.fromEntries(operands.map((operand, index) => ['ab'[index], operand])),
          span: context.span,
        },
      ),
    index(context, target, key) {
      const origin: Origin = { op: 'operator.getitem', args: { a: target, b: key }, span: context.span };
      if (target.kind === 'tensor')
        return stamped(
          context.guarded(() => tensorIndex(use(heardFrom(context), target), key), UNKNOWN),
          origin,
        );
      if (target.kind === 'dict') return missingOutput(context, target, key) ?? missingEntry(context, target, key);
      for (const kind of kindsOf(target)) if (kind.index) return stamped(kind.index(use(context, target), key), origin);
      return UNKNOWN;
    },
    setIndex(context, target, key, value) {
      for (const kind of kindsOf(target)) kind.setIndex?.(use(context, target), key, value);
      // Assignment to an array's elements changes neither shape nor dtype, but what was known of the elements.
      if (target.kind === 'tensor') forgetElements(target);
    },
    escaped(context, value) {
      for (const kind of kindsOf(value)) kind.escaped?.(use(context, value));
    },
    iterate(context, value) {
      if (value.kind === 'tensor') return tensorIterate(use(context, value));
      for (const kind of kindsOf(value)) {
        const iterated = kind.iterate?.(use(context, value));
        if (iterated !== undefined) return iterated;
      }
      return undefined;
    },
    length(value) {
      if (value.kind === 'tensor') return tensorLength(value);
      for (const kind of kindsOf(value)) {
        const length = kind.length?.(value);
        if (length !== undefined) return length;
      }
      return undefined;
    },
    traced(args, run) {
      session.graphDepth++;
      try {
        const symbolic = <Given extends { readonly value: Value }>(given: Given): Given => ({ ...given, value: traced(given.value) });
        const value = run({ ...args, positional: args.positional.map(symbolic), keywords: args.keywords.map(symbolic) });
        return session.graphDepth > 1 ? value : concrete(value);
      } finally {
        session.graphDepth--;
      }
    },
    truth: (context, value) => {
      if (value.kind === 'object')
        return (
          kindsOf(value)
            .find(kind => kind.truth)
            ?.truth?.() ?? objectTruth(value)
        );
      if (value.kind !== 'tensor') return undefined;
      const known = tensorTruth(use(context, value));
      return known === undefined && value.family === 'graph' ? session.hook?.decide(value) : known;
    },
    isInstance(value, cls) {
      if (cls.kind !== 'api') return undefined;
      if (value.kind === 'object') return ancestry(value.type).includes(cls.name) ? true : undefined;
      if (value.kind === 'tensor') return isTensorOf(value, cls.name);
      return value.kind === 'unknown' || value.kind === 'instance' ? undefined : false;
    },
  };
}

/** Python's own names of the operators (https://docs.python.org/3/library/operator.html). */
const operatorNames: { readonly [op in OperatorName]: string } = {
  '+': 'add',
  '-': 'sub',
  '*': 'mul',
  '/': 'truediv',
  '//': 'floordiv',
  '%': 'mod',
  '**': 'pow',
  '@': 'matmul',
  '&': 'and_',
  '|': 'or_',
  '^': 'xor',
  '<<': 'lshift',
  '>>': 'rshift',
  '==': 'eq',
  '!=': 'ne',
  '<': 'lt',
  '<=': 'le',
  '>': 'gt',
  '>=': 'ge',
  in: 'contains',
  neg: 'neg',
  pos: 'pos',
  invert: 'invert',
};

/** The same services, but only some mistakes are reported. */
const only = (context: CallContext, keeps: (found: Mistake) => boolean): CallContext => ({
  ...context,
  report: found => keeps(found) && context.report(found),
  at: span => only(context.at(span), keeps),
});

/** `isinstance(value, tf.Tensor)` and the like. */
function isTensorOf({ family, type }: TensorValue, name: string): boolean | undefined {
  if (name === 'numpy.ndarray') return family === 'numpy';
  if (family === 'numpy') return ['tf.Tensor', 'tf.SparseTensor', 'tf.RaggedTensor'].includes(name) ? false : undefined;
  if (name === 'tf.SparseTensor') return type.sparse === true;
  if (name === 'tf.RaggedTensor') return type.raggedRank !== undefined;
  return name === 'tf.Tensor' && family !== 'keras' && !type.sparse && type.raggedRank === undefined ? true : undefined;
}

/** Layers, models and optimizers: what is done to them changes what `fit` does. */
const mayBeKeras = (value: Value): boolean => value.kind === 'unknown' || (value.kind === 'object' && value.type.startsWith('keras.'));

/** Functions and constructors have no object. */
const NO_SELF: Value = { kind: 'none' };

/** Layers and models are always true; datasets and the like may have a length. */
const objectTruth = (value: Value): boolean | undefined =>
  value.kind === 'object' && ancestry(value.type).includes('keras.Layer') ? true : undefined;
