import { isType } from '../../hub/module';
import type { CallContext } from '../../values/library';
import type { Value } from '../../values/value';
import { addKeywords } from '../core/edits';
import type { Details } from '../core/report';
import { hubState } from './state';

/** Where one vector for each text came from a module that has a vector for each word too: how to ask for these. */
export function sequenceOutput(context: CallContext, value: Value): Details | undefined {
  const self = value.kind === 'tensor' && value.origin?.op === 'hub.KerasLayer.__call__' ? value.origin.args.self : undefined;
  const state = self && hubState(self);
  const output = state?.module?.output;
  if (self?.kind !== 'object' || state === undefined || state.module?.format !== 'tf1' || output === undefined || isType(output))
    return undefined;
  const key = Object.keys(output).find(name => output[name].shape?.length === 3);
  if (key === undefined || state.config.given('output_key') !== false || state.config.given('signature') !== false) return undefined;
  const { span } = self.origin;
  const asked = `signature="default", output_key="${key}"`;
  const related = [{ span, message: `The module gives one vector for each text; with ${asked} it gives one for each word.` }];
  const edits = addKeywords(context, { config: state.config, span }, { signature: '"default"', output_key: `"${key}"` });
  return edits ? { related, fixes: [{ title: `Ask the module for one vector per word: output_key="${key}"`, edits }] } : { related };
}
