import type { HubModule } from '../../hub/module';
import type { Value } from '../../values/value';
import type { Bound } from '../core/bind';

/** What is known of a hub.KerasLayer, or of what hub.load gave. */
export interface HubState {
  readonly handle: string | undefined;
  readonly module: HubModule | undefined;
  readonly config: Bound;
  readonly name: string;
}

/** An object that hub.load gave. */
export const HUB_OBJECT = 'hub.Module';

export const hubState = (value: Value): HubState | undefined =>
  value.kind === 'object' && (value.type === 'hub.KerasLayer' || value.type === HUB_OBJECT)
    ? (value.state.content as HubState | undefined)
    : undefined;
