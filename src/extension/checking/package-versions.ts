/** Which Keras a program runs with, read off names and texts without running anything. `tf.keras` is Keras 3 from TensorFlow 2.16 on. */
export type KerasVersion = '2' | '3';

const FIRST_WITH_KERAS_3 = [2, 16];

const ofKeras = (major: number): KerasVersion => (major < 3 ? '2' : '3');
const ofTensorFlow = ([major = 0, minor = 0]: number[]): KerasVersion =>
  major < FIRST_WITH_KERAS_3[0] || (major === FIRST_WITH_KERAS_3[0] && minor < FIRST_WITH_KERAS_3[1]) ? '2' : '3';

const numbers = (version: string): number[] => version.split('.').map(Number);

/** By the folders of installed packages, such as "keras-3.15.0.dist-info"; undefined where neither Keras nor TensorFlow is among them. */
export function versionInstalled(folders: readonly string[]): KerasVersion | undefined {
  const find = (name: RegExp): string | undefined => folders.map(folder => name.exec(folder)?.[1]).find(version => version !== undefined);
  const keras = find(/^keras-(\d+)[.\d]*\w*\.(?:dist|egg)-info$/i);
  if (keras !== undefined) return ofKeras(Number(keras));
  const tensorflow = find(/^tensorflow(?:_cpu|_gpu|_macos|_intel)?-(\d+\.\d+)[.\w]*\.(?:dist|egg)-info$/i);
  return tensorflow === undefined ? undefined : ofTensorFlow(numbers(tensorflow));
}

/** By a requirements file; only what pins or bounds a version from above says something. */
export function versionRequired(text: string): KerasVersion | undefined {
  for (const line of text.split('\n')) {
    const pinned = /^\s*(keras|tensorflow(?:-cpu|-gpu|-macos)?)\s*(?:\[[^\]]*\])?\s*(==|~=|<=|<)\s*(\d+(?:\.\d+)?)/i.exec(line);
    if (pinned === null) continue;
    const [, name, sign, version] = pinned;
    const [major = 0, minor = 0] = numbers(version);
    // "<3" and "<2.16" leave what comes before.
    const last = sign === '<' ? (minor > 0 ? [major, minor - 1] : [major - 1, 99]) : [major, minor];
    return name.toLowerCase() === 'keras'
      ? ofKeras(last[0])
      : ofTensorFlow(sign === '<=' || sign === '<' || /\./.test(version) ? last : [major, 99]);
  }
  return undefined;
}
