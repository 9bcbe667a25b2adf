import type { Fix } from '../../diagnostics/diagnostic';
import type { Span } from '../../diagnostics/span';
import type { Value } from '../../values/value';
import { wrapped } from '../core/edits';
import { failInKeras3, kerasOf } from '../core/keras';
import type { Call } from '../core/rule';
import { tensorsIn } from '../core/tensors';
import { hubState } from './state';

/** Whether a sequential model of Keras 3 gets a hub.KerasLayer, which is a layer of Keras 2; reports it. False where the model may be of Keras 2. */
export function refusesHubLayer(call: Call, layer: Value, span: Span): boolean {
  if (layer.kind !== 'object' || layer.type !== 'hub.KerasLayer' || hubState(layer) === undefined) return false;
  failInKeras3(
    call,
    'hub-keras3',
    'A hub.KerasLayer is a layer of Keras 2, and this model is of Keras 3, which takes only its own. Build the model with tf_keras, or call the module inside a Lambda layer or a custom layer. Keras: "Only instances of `keras.Layer` can be added to a Sequential model".',
    { span, fixes: inLambda(call, span) },
  );
  return kerasOf(call) === '3';
}

/** Whether a hub.KerasLayer gets a symbolic tensor of Keras 3; reports it. False where the tensor may be of Keras 2. */
export function refusesSymbolic(call: Call, inputs: Value): boolean {
  if (!tensorsIn(inputs).some(({ family }) => family === 'keras') || call.session.graphDepth > 0) return false;
  failInKeras3(
    call,
    'hub-keras3',
    'A hub.KerasLayer is a layer of Keras 2 and gets a symbolic tensor of Keras 3, which it cannot take. Build the model with tf_keras, or call the module inside a Lambda layer or a custom layer. Keras: "A KerasTensor cannot be used as input to a TensorFlow function."',
  );
  return kerasOf(call) === '3';
}

/** The module called in a Lambda layer, where it has a name: it must not be loaded anew at each call. */
function inLambda({ context }: Call, span: Span): Fix[] {
  const [layers, keras] = [context.spelling('keras.layers'), context.spelling('keras')];
  const path = layers ?? (keras && `${keras}.layers`);
  const name = context.textAt(span);
  if (path === undefined || name === undefined || !/^[A-Za-z_]\w*$/.test(name)) return [];
  return [{ title: 'Call the module in a Lambda layer', edits: wrapped(span, `${path}.Lambda(lambda x: `, '(x))') }];
}
