/** Methods of layers, models and optimizers that leave what `fit` does as it is. Others are refused where they are called before it. */
export const harmlessMethods: readonly string[] = [
  // What layers learn from data is in the plan.
  'adapt',
  'add',
  'build',
  'call',
  'compile',
  'compute_mask',
  'compute_output_shape',
  'compute_output_spec',
  'count_params',
  'evaluate',
  'export',
  'fit',
  'fit_generator',
  'get_config',
  'get_layer',
  'get_vocabulary',
  'get_weights',
  'pop',
  'predict',
  'predict_on_batch',
  'save',
  'save_weights',
  'summary',
  'test_on_batch',
  'to_json',
  'to_yaml',
  'train_on_batch',
  'vocabulary_size',
];

/** Attributes that can be set without an effect on what `fit` does. `trainable` is understood; others are refused. */
export const harmlessAttributes: readonly string[] = ['name', '_name', 'history', 'stop_training'];

/** What is refused of an object that is not known: it may be a part of the model. */
export const suspectAttributes: readonly string[] = ['trainable', 'learning_rate', 'lr', 'rate', 'kernel', 'embeddings'];
export const suspectMethods: readonly string[] = ['add_loss', 'enable_lora', 'load_weights', 'quantize', 'set_value', 'set_weights'];

/** Variables whose assign methods are refused, whoever has them. */
export const suspectVariables: readonly string[] = [
  'learning_rate',
  'lr',
  'kernel',
  'bias',
  'embeddings',
  'weights',
  'trainable_variables',
];

/** Methods besides `fit` that train a model. */
export const trainingMethods: readonly string[] = ['fit_generator', 'train_on_batch'];

/** What a program does with a trained model. It comes after the run. */
export const callsAfterFit: readonly string[] = [
  'evaluate',
  'export',
  'fit',
  'predict',
  'predict_on_batch',
  'save',
  'save_weights',
  'test_on_batch',
  ...trainingMethods,
];

/** Methods of Keras's layers and models that change what `fit` does where a class of the program has its own. */
export const changingOverrides: readonly string[] = [
  '__call__',
  'add_loss',
  'add_metric',
  'add_weight',
  'compile',
  'compute_loss',
  'compute_mask',
  'compute_metrics',
  'fit',
  'make_train_function',
  'metrics',
  'test_step',
  'train_on_batch',
  'train_step',
  'trainable_variables',
  'trainable_weights',
];
