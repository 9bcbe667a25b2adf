import type { CallableFacts } from '../../hub/saved-model/facts';
import { fail } from '../core/report';
import type { Call } from '../core/rule';
import { namedItems } from './inputs';
import { HUB_OBJECT, type HubState } from './state';

/** Whether a module on disk is given arguments that its call does not have, directly or by `arguments=` of the layer; reports it. */
export function refusesArguments(call: Call, state: HubState): boolean {
  const { module, config, handle } = state;
  const callable = module?.files?.facts.callable;
  if (!callable || callable.takesMore) return false;
  if (call.api.startsWith(`${HUB_OBJECT}.`)) {
    const second = call.args.given('training') && callable.parameters.length < 2 ? ['training'] : [];
    return refusesNames(call, handle, callable, [...Object.keys(call.args.extra), ...second], call.context.span);
  }
  const given = config.given('signature') === false && config.given('arguments') ? namedItems(config.get('arguments')) : undefined;
  return given !== undefined && refusesNames(call, handle, callable, Object.keys(given), config.spanOf('arguments'));
}

function refusesNames(
  call: Call,
  handle: string | undefined,
  { parameters }: CallableFacts,
  names: readonly string[],
  span: Call['context']['span'],
): boolean {
  const foreign = names.find(name => !parameters.includes(name));
  if (foreign === undefined) return false;
  const known = parameters.map(name => `'${name}'`).join(', ');
  fail(
    call,
    'hub-input',
    `${handle} has no argument '${foreign}'; it takes ${known}. TensorFlow: "Binding inputs to tf.function failed".`,
    { span },
  );
  return true;
}
