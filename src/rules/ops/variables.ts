import { mayEqual, printShape } from '../../tensor/shape';
import { UNKNOWN } from '../../values/value';
import { object } from '../core/objects';
import { parameters, type Rule, rows, type Table } from '../core/rule';
import { asShape, tensor } from '../core/tensors';
import { mapTensors } from './control';
import { dtypeOr, operand, refuseCall } from './operand';

const VARIABLE = { variable: true };

/** `tf.Variable(initial_value, dtype, shape)`: a tensor that can be assigned to. */
const variable: Rule = call => {
  const x = operand(call.args.get('initial_value'));
  const own = call.args.get('shape');
  const shape = own.kind === 'none' ? x.shape : (asShape(own) ?? null);
  const family = call.session.graphDepth > 0 ? 'graph' : 'eager';
  return tensor(family, shape, dtypeOr(call, call.args.get('dtype'), x.dtype), { facts: VARIABLE });
};

/** `v.assign(value)`: the value must have the variable's shape. */
const assign: Rule = call => {
  const { self } = call;
  if (self.kind !== 'tensor') return UNKNOWN;
  const { session, context } = call;
  if (session.assigned) {
    const method = call.api.slice(call.api.lastIndexOf('.') + 1);
    session.assigned.push({ variable: self, method, value: call.args.get('value'), doubt: context.doubt });
  } else context.emit({ name: 'assign', span: context.span, args: { self } });
  const x = operand(call.args.get('value'));
  const own = self.type.shape;
  const whole = call.api.endsWith('.assign');
  if (
    whole &&
    own !== null &&
    x.shape !== null &&
    (own.length !== x.shape.length || own.some((dim, axis) => !mayEqual(dim, x.shape?.[axis] ?? null)))
  )
    return refuseCall(call, 'op-shape', `the variable has shape ${printShape(own)} and gets ${printShape(x.shape)}`);
  return self;
};

const GRADIENT_TAPE = 'tf.GradientTape';

/** `tape.gradient(target, sources)`: like the sources. */
const gradient: Rule = call =>
  mapTensors(call.args.get('sources'), source => ({ ...tensor(source.family, source.type.shape, source.type.dtype) }));

/** Variables and gradients. */
export const variableFunctions: Table = {
  'tf.Variable': variable,
  ...rows(
    ['assign', 'assign_add', 'assign_sub'].map(name => `tf.Variable.${name}`),
    { rule: assign, parameters: parameters('value, use_locking=False, name=None, read_value=True') },
  ),
  [GRADIENT_TAPE]: call => object(call, GRADIENT_TAPE, null),
  [`${GRADIENT_TAPE}.gradient`]: { rule: gradient, parameters: parameters('target, sources, output_gradients=None, **kwargs') },
  [`${GRADIENT_TAPE}.watch`]: { rule: () => ({ kind: 'none' }), parameters: parameters('tensor') },
};
