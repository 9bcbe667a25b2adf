/** How the user wants the curves drawn; kept by the editor with the run's folder, so that both come back after a reload. */
import { keepState, keptState } from '../ui/host';
import type { XAxis } from './series';

export interface CurveOptions {
  axis: XAxis;
  /** Weight of the moving average, 0 to 0.99. */
  smoothing: number;
  logarithmic: boolean;
}

/** What the editor keeps of this page. The host's serializer reads `directory` from it. */
export interface KeptPage {
  directory: string | null;
  options: CurveOptions;
}

const initial: KeptPage = { directory: null, options: { axis: 'step', smoothing: 0, logarithmic: false } };

/** What was kept, or the first-time choice. */
export function keptPage(): KeptPage {
  const kept = keptState() as Partial<KeptPage> | undefined;
  return { directory: kept?.directory ?? null, options: { ...initial.options, ...kept?.options } };
}

/** Keeps it for the next time. */
export const keepPage = (page: KeptPage): void => keepState(page);
