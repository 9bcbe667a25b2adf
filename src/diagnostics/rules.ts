// Written by tools/manifest/rules.ts from docs/rules. Do not edit.
export const rules = {
  'batch-ragged': {
    level: 'error',
    summary: 'Elements of different shapes are batched',
    help: 'Texts split into words have different lengths, and `batch` stacks only tensors of one shape. `padded_batch` fills up the shorter ones.',
  },
  'call-arguments': {
    level: 'error',
    summary: 'A function of the program gets arguments that it does not take',
    help: "`Dataset.map` spreads a tuple over the parameters of its function, and a model's `call` gets the inputs of `fit` as one argument.",
  },
  'compile-argument': {
    level: 'error',
    summary: 'compile gets an argument that the training refuses',
    help: 'The third argument of `compile` is `loss_weights` in Keras 3; in Keras 2 it was `metrics`. Strings and metrics are no weights: `fit` and `evaluate` raise at their first step.',
  },
  'data-cardinality': {
    level: 'error',
    summary: 'Inputs and labels have different numbers of samples',
    help: 'All arrays given to `fit` or `evaluate` must have the same first axis.',
  },
  'embedding-range': {
    level: 'error',
    summary: 'Ids of the records lie outside the embedding',
    help: 'An `Embedding` with `input_dim=1000` takes ids from 0 to 999. The largest id of the records is known from the record files.',
  },
  'embedding-unused': {
    level: 'information',
    summary: 'Rows of the embedding that no id of the records uses',
    help: 'The embedding has far more rows than the records have ids. The program runs; the unused rows only take memory.',
  },
  'fit-data-type': {
    level: 'error',
    summary: 'fit gets data of a type that it refuses',
    help: '`fit`, `evaluate` and `predict` take arrays, tensors, datasets and generators. A Python list of numbers is none of these.',
  },
  'generator-signature': {
    level: 'error',
    summary: 'A generator does not give what the signature of its dataset says',
    help: 'It is raised where the dataset is read: by a loop, or by `fit`.',
  },
  'hub-handle': {
    level: 'error',
    summary: 'A Hub handle leads to no module',
    help: "TensorFlow Hub loads from addresses that start with `https://` and from folders; it takes everything else for a folder. A warning says that what lies on this machine for the handle cannot be loaded, such as a folder of TensorFlow Hub's cache without `saved_model.pb`, and which folder to delete.",
  },
  'hub-input': {
    level: 'error',
    summary: 'A Hub module gets input that it does not take',
    help: 'Modules of texts take a batch of strings, `(batch,)`, and split them into words themselves. Modules of images take `(batch, height, width, 3)`.',
  },
  'hub-keras3': {
    level: 'error',
    summary: 'A hub.KerasLayer is added to a Keras 3 model',
    help: '`hub.KerasLayer` is a layer of Keras 2. A model of Keras 3 takes it inside a `Lambda` or a custom layer; a model of `tf_keras` takes it directly. The level is a warning where nothing says which Keras the program runs with.',
  },
  'hub-output-key': {
    level: 'error',
    summary: 'A Hub module has no output of this name',
    help: 'A module with several outputs names them. `output_key` must be one of these names.',
  },
  'hub-output-shape': {
    level: 'error',
    summary: '`output_shape` contradicts what a Hub module gives',
    help: '`output_shape` of `hub.KerasLayer` only fills in axes that the module leaves open. It is written without the batch.',
  },
  'hub-signature': {
    level: 'error',
    summary: 'A Hub module has no such signature, or the signature needs an output key',
    help: 'A module lists its signatures. One that is called by its signature also needs `output_key` or `signature_outputs_as_dict=True` in the TF2 format.',
  },
  'hub-trainable': {
    level: 'error',
    summary: 'A Hub module of this format cannot be trained',
    help: 'Modules in the TF1 Hub format, and signatures of a module, only run as they are.',
  },
  'hub-unavailable-ops': {
    level: 'warning',
    summary: 'A Hub module needs operations of a package that is not imported',
    help: 'Some modules use operations that TensorFlow itself does not have, such as those of `tensorflow_text`. They are registered when that package is imported, which has to happen before the module is loaded.',
  },
  'image-range': {
    level: 'warning',
    summary: 'Pixels are not in the range that the module expects',
    help: 'Image modules of TensorFlow Hub expect pixels from 0 to 1. `tf.image.resize` gives floats from 0 to 255, and `convert_image_dtype` scales integers only.',
  },
  'image-size': {
    level: 'warning',
    summary: 'Images do not have the size that the module expects',
    help: 'A module was trained on images of one size. It may run with others, with worse results.',
  },
  'index-rank': {
    level: 'error',
    summary: 'A tensor is indexed with more indices than it has axes',
    help: 'Each number and slice in the brackets takes one axis of the tensor.',
  },
  'label-range': {
    level: 'error',
    summary: 'Labels of the records lie outside the classes of the last layer',
    help: 'With `Dense(6)` as the last layer labels go from 0 to 5. The largest label of the records is known from the record files.',
  },
  'layer-argument': {
    level: 'error',
    summary: 'A layer refuses an argument',
    help: 'An argument has a value or type that the layer does not accept. A frequent one: `(16)` is a number, `(16,)` is a tuple.',
  },
  'layer-input-dtype': {
    level: 'error',
    summary: 'A layer gets a tensor of a dtype that it does not take',
    help: 'Most layers compute with floats. Strings must become numbers first, for example with `StringLookup` or `TextVectorization`.',
  },
  'layer-input-rank': {
    level: 'error',
    summary: 'A layer gets a tensor with the wrong number of axes',
    help: 'Each layer asks for a number of axes, and the batch axis counts: an LSTM takes `(batch, steps, features)`. The shape of an `Input` does not include the batch axis.',
  },
  'layer-input-shape': {
    level: 'error',
    summary: 'A layer gets a tensor with an axis of the wrong size',
    help: 'A layer makes its weights for the first tensor that it gets. Every later tensor must have the same sizes on the axes that the weights depend on.',
  },
  'layer-output-size': {
    level: 'error',
    summary: "A layer's output would have a zero or negative dimension",
    help: 'The window of a convolution or pooling, or what a cropping takes away, is larger than its input. With `padding="same"` the output keeps its size.',
  },
  'loss-activation': {
    level: 'warning',
    summary: 'The last activation and the loss do not fit together',
    help: 'A softmax over one unit is always 1, so nothing is learned. A loss that takes probabilities needs a last activation that gives them, or `from_logits=True`.',
  },
  'merge-shape': {
    level: 'error',
    summary: 'Tensors that a layer merges do not fit each other',
    help: '`Concatenate` needs equal sizes on all axes but one, `Add`, `Multiply` and the like need shapes that broadcast, `Dot` needs equal sizes on the axes that it sums over.',
  },
  'missing-batch': {
    level: 'error',
    summary: 'A dataset that is not batched is fed to the model',
    help: 'A dataset gives what the model gets in one step. Without `batch` that is a single sample without a batch axis.',
  },
  'missing-key': {
    level: 'error',
    summary: 'A dictionary of tensors lacks the key',
    help: "The keys are those of the dataset's elements, or of what made the dictionary.",
  },
  'model-input-data': {
    level: 'error',
    summary: "The data do not fit the model's input",
    help: '`fit`, `evaluate` and `predict` take batches: the first axis counts the samples. A single sample needs a batch axis of size 1.',
  },
  'model-output-labels': {
    level: 'error',
    summary: "The model's output does not fit the labels and the loss",
    help: '`categorical_crossentropy` takes one-hot labels of the shape of the output. `sparse_categorical_crossentropy` takes class numbers, one for each sample.',
  },
  'op-dtype': {
    level: 'error',
    summary: 'An operation gets dtypes that do not fit together',
    help: 'TensorFlow does not convert tensors by itself. `tf.cast` does.',
  },
  'op-shape': {
    level: 'error',
    summary: 'An operation gets shapes that do not fit together',
    help: 'Broadcasting needs axes of equal size or of size 1; a matrix product needs equal inner axes; a concatenation needs equal axes apart from the one it joins.',
  },
  'record-description': {
    level: 'error',
    summary: 'TensorFlow refuses the feature description',
    help: 'Only `tf.int64`, `tf.float32` and `tf.string` can be parsed. Cast after parsing.',
  },
  'record-feature-dtype': {
    level: 'error',
    summary: 'A feature is parsed with another dtype than the records have',
    help: 'A record holds a feature as `int64`, `float32` or `string`; the description must name that dtype. Cast after parsing.',
  },
  'record-feature-missing': {
    level: 'error',
    summary: 'The records have no feature of this name',
    help: 'A `FixedLenFeature` without `default_value` must be in every record. For a feature that may be missing, such as a `VarLenFeature`, the level is a warning.',
  },
  'record-feature-shape': {
    level: 'error',
    summary: 'A feature is parsed with another shape than the records have',
    help: 'The shape of a `FixedLenFeature` must multiply to the number of values in every record.',
  },
  'reshape-size': {
    level: 'error',
    summary: 'A reshape changes the number of elements',
    help: 'The sizes of the new shape must multiply to the number of elements; `-1` stands for one size that follows from the others.',
  },
  'silent-broadcast': {
    level: 'warning',
    summary: 'Shapes broadcast silently that should probably be equal',
    help: 'A regression loss broadcasts its two arguments. With one output and three label columns each column is compared with the same output.',
  },
  'symbolic-value': {
    level: 'error',
    summary: 'The value of a symbolic tensor is needed',
    help: 'Inside `tf.function`, `Dataset.map` and a functional model tensors have a shape and dtype but no value: `.numpy()`, `if` and `int()` have nothing to work on.',
  },
  'undefined-name': {
    level: 'error',
    summary: 'A name that is not defined anywhere',
    help: 'Nothing in the program binds the name before it is used.',
  },
  'vocabulary-coverage': {
    level: 'information',
    summary: 'The vocabulary of a Hub module lacks many words of the records',
    help: 'A text module looks words up in a vocabulary, and all words that it lacks get the same vector. This counts the words of the texts in the record files as the module splits them. It is reported from 10 % of unknown words on, or 1 % of texts of which the module knows no word.',
  },
} as const;
