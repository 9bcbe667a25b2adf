import { type HubModule, moduleOf } from '../../hub/module';
import { withCatalogue } from '../../hub/module-facts';
import type { Value } from '../../values/value';
import type { Bound } from '../core/bind';
import type { Call } from '../core/rule';

/** What is known of a hub.KerasLayer, or of what hub.load gave. */
export interface HubState {
  readonly handle: string | undefined;
  readonly module: HubModule | undefined;
  readonly config: Bound;
  readonly name: string;
  /** The signature that this is, of an object from `module.signatures`. */
  readonly signature?: string;
}

/** An object that hub.load gave. */
export const HUB_OBJECT = 'hub.Module';

/** One of the signatures of such an object. */
export const HUB_SIGNATURE = 'hub.Signature';

/** All of them, by name. */
export const HUB_SIGNATURES = 'hub.Signatures';

const TYPES = ['hub.KerasLayer', HUB_OBJECT, HUB_SIGNATURES, HUB_SIGNATURE];

export const hubState = (value: Value): HubState | undefined =>
  value.kind === 'object' && TYPES.includes(value.type) ? (value.state.content as HubState | undefined) : undefined;

/** What is known of a module: from its files, where they are on this machine, and from the catalogue. */
export function knownModule({ session }: Call, handle: string | undefined): HubModule | undefined {
  if (handle === undefined) return undefined;
  const [onDisk, listed] = [session.workspace.module?.(handle), moduleOf(handle)];
  return onDisk ? withCatalogue(onDisk, listed) : listed;
}
