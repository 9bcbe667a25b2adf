import { dict, type Value } from '../../values/value';
import { type Call, parameters, type Table } from '../core/rule';

/** The program may know names that Keras does not. */
const namesItsOwn = (call: Call): Value => {
  call.context.write(call.session.customNames, true);
  return dict(null);
};

/** What `register_keras_serializable()` gives: a decorator that leaves a class or function as it is. */
const DECORATOR: Value = { kind: 'api', name: 'keras.saving.register_keras_serializable.decorator' };

/** https://keras.io/api/saving/serialization_utils/ */
export const registrationFunctions: Table = {
  'keras.utils.get_custom_objects': namesItsOwn,
  'keras.saving.get_custom_objects': namesItsOwn,
  'keras.utils.custom_object_scope': namesItsOwn,
  'keras.saving.custom_object_scope': namesItsOwn,
  'keras.utils.CustomObjectScope': namesItsOwn,
  'keras.saving.CustomObjectScope': namesItsOwn,
  'keras.utils.register_keras_serializable': () => DECORATOR,
  'keras.saving.register_keras_serializable': () => DECORATOR,
  'keras.saving.register_keras_serializable.decorator': { rule: ({ args }) => args.get('target'), parameters: parameters('target') },
};
