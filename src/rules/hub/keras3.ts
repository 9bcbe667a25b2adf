import type { Fix } from '../../diagnostics/diagnostic';
import type { Span } from '../../diagnostics/span';
import type { Value } from '../../values/value';
import { wrapped } from '../core/edits';
import { fail } from '../core/report';
import type { Call } from '../core/rule';
import { hubState } from './state';

/**
 * Whether a model of Keras 3 gets a hub.KerasLayer, which is a layer of Keras 2; reports it. Only where the program imports the package `keras`
 * itself and nothing of `tf.keras`, which may be either; an error where it uses what Keras 3 alone has, as `import keras` was Keras 2 once.
 */
export function refusesHubLayer(call: Call, layer: Value, span: Span): boolean {
  const { kerasNames, legacy } = call.session;
  if (layer.kind !== 'object' || layer.type !== 'hub.KerasLayer' || hubState(layer) === undefined) return false;
  if (call.legacy || legacy || call.session.legacySeen || !kerasNames.has('keras') || kerasNames.has('tf.keras')) return false;
  fail(
    call,
    'hub-keras3',
    'A hub.KerasLayer is a layer of Keras 2, and this model is of Keras 3, which takes only its own. Build the model with tf_keras, or call the module inside a Lambda layer or a custom layer. Keras: "Only instances of `keras.Layer` can be added to a Sequential model".',
    { span, level: kerasNames.has('keras 3') ? 'error' : 'warning', fixes: inLambda(call, span) },
  );
  return true;
}

/** The module called in a Lambda layer, where it has a name: it must not be loaded anew at each call. */
function inLambda({ context }: Call, span: Span): Fix[] {
  const [layers, keras] = [context.spelling('keras.layers'), context.spelling('keras')];
  const path = layers ?? (keras && `${keras}.layers`);
  const name = context.textAt(span);
  if (path === undefined || name === undefined || !/^[A-Za-z_]\w*$/.test(name)) return [];
  return [{ title: 'Call the module in a Lambda layer', edits: wrapped(span, `${path}.Lambda(lambda x: `, '(x))') }];
}
