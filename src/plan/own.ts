import type { ClassValue, InstanceValue } from '../values/value';
import type { Refusals } from './refused';
import { changingOverrides } from './support/changes';

/** Classes of the program that an instance's class is or derives from. */
function classesOf(cls: ClassValue): ClassValue[] {
  return [cls, ...cls.bases.flatMap(base => (base.kind === 'class' ? classesOf(base) : []))];
}

/** Refuses a layer or model of the program that changes more than `call`: how it trains, what its losses are, how masks go through it. */
export function refuseOverrides(instance: InstanceValue, refusals: Refusals): void {
  for (const cls of classesOf(instance.cls)) {
    for (const base of cls.bases)
      if (base.kind === 'api' && !['keras.Layer', 'keras.layers.Layer', 'keras.Model', 'keras.models.Model'].includes(base.name))
        refusals.add(
          cls.span,
          `${cls.name} derives from ${base.name}, which cannot be trained from the editor yet; derive it from keras.Layer.`,
        );
    for (const [name, value] of cls.attributes.content) {
      if (value.kind !== 'function') continue;
      if (changingOverrides.includes(name))
        refusals.add(value.span, `${cls.name} has a ${name} of its own, which cannot be trained from the editor yet.`);
      if (name === 'call' && value.parameters.includes('mask'))
        refusals.add(value.span, `The call of ${cls.name} takes a mask, which cannot be trained from the editor yet.`);
    }
  }
}
