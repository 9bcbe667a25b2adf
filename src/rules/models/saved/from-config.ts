import type { KerasConfig } from '../../../hub/model-file/facts';
import { argumentsOf, type ConfiguredLayer, configuredLayers, inputsOf } from '../../../hub/model-file/keras-config';
import { dtypeOf } from '../../../tensor/dtype';
import { list, str, UNKNOWN, type Value } from '../../../values/value';
import { exactShape } from '../../core/facts';
import { isA } from '../../core/objects';
import type { Call } from '../../core/rule';
import { tensor } from '../../core/tensors';
import { layerOfConfig } from './config-value';
import { functionalGraph } from './functional-config';

/** Models within models that are made, at most. */
const MAX_DEPTH = 20;

/**
 * A model made anew from its configuration by the rules of its layers: what it takes and gives, layer by layer. Unknown where it is of a class of a
 * program. Nothing is reported.
 */
export const modelFromConfig = (call: Call, config: KerasConfig): Value => call.context.quietly(() => made(call, config, 0));

function made(call: Call, config: KerasConfig, depth: number): Value {
  if (depth > MAX_DEPTH) return UNKNOWN;
  const make = ({ className, config: layer }: ConfiguredLayer): Value =>
    isModel(className) ? made(call, layer, depth + 1) : layerOfConfig(call, layer);
  if (config.class_name === 'Sequential') return sequentialOf(call, config, make);
  return config.class_name === 'Functional' || config.class_name === 'Model' ? functionalOf(call, config, make) : UNKNOWN;
}

const isModel = (className: string): boolean => ['Sequential', 'Functional', 'Model'].includes(className);

const nameOf = (config: KerasConfig): { name?: Value } => {
  const { name } = argumentsOf(config);
  return typeof name === 'string' ? { name: str(name) } : {};
};

function sequentialOf(call: Call, config: KerasConfig, make: (layer: ConfiguredLayer) => Value): Value {
  const inputs = Object.values(inputsOf(config) ?? {});
  const layers = configuredLayers(config).filter(({ className }) => className !== 'InputLayer');
  const input = inputs.map(({ dtype, shape }) => tensor('keras', shape, dtypeOf(dtype) ?? null, { facts: exactShape }));
  const whole = list([...input, ...layers.map(make)]);
  return call.context.call({ kind: 'api', name: 'keras.Sequential', legacy: call.legacy }, [whole], nameOf(config));
}

function functionalOf(call: Call, config: KerasConfig, make: (layer: ConfiguredLayer) => Value): Value {
  const { inputs, outputs } = functionalGraph(call, config, make);
  const model = call.context.call({ kind: 'api', name: 'keras.Model', legacy: call.legacy }, [], { inputs, outputs, ...nameOf(config) });
  return isA(model, 'keras.Model') ? model : UNKNOWN;
}
