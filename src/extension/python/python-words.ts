import { l10n } from 'vscode';
import { type PythonDescription, shortVersion } from '../../engine/python/describe-python';

/** "Python 3.12" */
export const pythonName = (description: PythonDescription): string => l10n.t('Python {0}', shortVersion(description));

const titles = { tensorflow: 'TensorFlow', keras: 'Keras', tf_keras: 'tf_keras', jax: 'JAX', torch: 'PyTorch' };

/** "Python 3.12, TensorFlow 2.21.0, Keras 3.15.0" */
export function pythonWords(description: PythonDescription): string {
  const libraries = Object.entries(titles).flatMap(([name, title]) => {
    const version = description.packages[name as keyof typeof titles];
    return version === undefined ? [] : [version === null ? title : `${title} ${version}`];
  });
  return [pythonName(description), ...libraries].join(', ');
}
