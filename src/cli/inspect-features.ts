import type { FeatureReporter } from './feature-reporter';

/** Tells of features once the schema room can. */
export const featureReporter: FeatureReporter | undefined = undefined as FeatureReporter | undefined;
