import { createRequire } from 'node:module';
import { findEngine } from '../../../../src/engine/find';
import { type NativeBinding, nativeSessions } from '../../../../src/train/backend/native-session';
import { moduleEngine } from '../../../../src/train/hub/session';
import { inProject } from '../../../root';

/** Lets modules run on native TensorFlow, where it is set up; false where it is not, and such a test has to be skipped. */
export function useNativeModules(): boolean {
  const engine = findEngine({ addonSources: inProject('node_modules/@tensorflow/tfjs-node'), workspaces: [] });
  if (engine.engine !== 'native') return false;
  process.env.TF_CPP_MIN_LOG_LEVEL ??= '2';
  moduleEngine.load ??= nativeSessions(createRequire(import.meta.url)(engine.bindingPath) as NativeBinding);
  return true;
}
