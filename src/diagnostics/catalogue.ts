/** error: the program raises; warning: it runs and is almost surely wrong, or may raise; the others: good to know. */
export type Level = 'error' | 'warning' | 'information' | 'hint';

/** A kind of mistake that is told: what the user can look up, turn off or give another level. */
export interface RuleEntry {
  /** One line: what it says. */
  readonly summary: string;
  /** The level it mostly has; a diagnostic may have a lower one where the data could not be read. */
  readonly level: Level;
}

/** Every rule by the name that diagnostics, settings and `# tensorscope: ignore[…]` use. */
export const catalogue = {
  'layer-input-rank': { summary: 'A layer gets a tensor with the wrong number of axes', level: 'error' },
  'layer-input-shape': { summary: 'A layer gets a tensor with an axis of the wrong size', level: 'error' },
  'layer-input-dtype': { summary: 'A layer gets a tensor of a dtype that it does not take', level: 'error' },
  'layer-output-size': { summary: 'A convolution, pooling or cropping leaves nothing', level: 'error' },
  'layer-argument': { summary: 'A layer refuses an argument', level: 'error' },
  'index-rank': { summary: 'More indices than the tensor has axes', level: 'error' },
  'op-shape': { summary: 'An operation gets shapes that do not go together', level: 'error' },
  'op-dtype': { summary: 'An operation gets dtypes that do not go together', level: 'error' },
  'reshape-size': { summary: 'A reshape changes the number of elements', level: 'error' },
  'merge-shape': { summary: 'Layers that are added, concatenated or multiplied do not fit each other', level: 'error' },
  'model-output-labels': { summary: "The model's output does not fit the labels and the loss", level: 'error' },
  'model-input-data': { summary: "The data do not fit the model's input", level: 'error' },
  'data-cardinality': { summary: 'Inputs and labels have different numbers of samples', level: 'error' },
  'fit-data-type': { summary: 'fit gets a value of a kind that it refuses', level: 'error' },
  'batch-ragged': { summary: 'Rows of different lengths are batched', level: 'error' },
  'missing-batch': { summary: 'A dataset of single samples is fed to the model', level: 'error' },
  'silent-broadcast': { summary: 'Shapes broadcast silently where they are almost surely meant to be equal', level: 'warning' },
  'loss-activation': { summary: 'The last activation and the loss do not go together', level: 'warning' },
  'hub-input': { summary: 'A Hub module gets what it does not take', level: 'error' },
  'hub-output-key': { summary: 'A Hub module has no such output', level: 'error' },
  'hub-signature': { summary: 'A Hub module has no such signature, or needs one', level: 'error' },
  'hub-trainable': { summary: 'A Hub module of this kind cannot be trained', level: 'error' },
  'hub-keras3': { summary: 'A Hub layer is used where Keras 3 takes only layers of its own', level: 'error' },
  'hub-unavailable-ops': { summary: 'A Hub module needs operations that are not there', level: 'warning' },
  'image-range': { summary: 'Pixels are not in the range that the module is made for', level: 'warning' },
  'image-size': { summary: 'Images are not of the size that the module is made for', level: 'warning' },
  'embedding-range': { summary: 'Ids of the records lie outside the embedding', level: 'error' },
  'embedding-unused': { summary: 'Rows of the embedding that no id of the records uses', level: 'information' },
  'label-range': { summary: 'Labels of the records lie outside the classes of the last layer', level: 'error' },
  'record-feature-missing': { summary: 'The records lack a feature that is parsed', level: 'error' },
  'record-feature-dtype': { summary: 'A feature is parsed with another dtype than the records have', level: 'error' },
  'record-feature-shape': { summary: 'A feature is parsed with another shape than the records have', level: 'error' },
  'record-description': { summary: 'TensorFlow refuses the feature description', level: 'error' },
  'vocabulary-coverage': { summary: "Words of the records that the module's vocabulary lacks", level: 'information' },
  'symbolic-value': { summary: 'The value of a symbolic tensor is asked for', level: 'error' },
  'undefined-name': { summary: 'A name that nothing can have bound', level: 'error' },
} as const satisfies { readonly [rule: string]: RuleEntry };

export type RuleName = keyof typeof catalogue;

export const ruleNames = Object.keys(catalogue) as RuleName[];

/** Whether a text names a rule. */
export const isRule = (name: string): name is RuleName => Object.hasOwn(catalogue, name);
