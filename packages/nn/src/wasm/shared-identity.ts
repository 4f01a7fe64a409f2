import type { KernelFunc } from '@tensorflow/tfjs-core';

/** What we use of tfjs-backend-wasm 4.x beyond its types. */
interface CountingBackend {
  /** One more tensor stands on the data, which `disposeData` frees after the last. */
  incRef(dataId: object): void;
}

/**
 * A clone that shares its data, as on tfjs's other backends. The wasm backend's own copies, and
 * tfjs clones every tensor that is saved for a gradient: a training pass would keep all its maps
 * twice, and spend a sixth of its time on copying them.
 */
export const sharedIdentity: KernelFunc = ({ inputs, backend }) => {
  const { dataId, shape, dtype } = inputs['x'] as { dataId: object; shape: number[]; dtype: never };
  (backend as CountingBackend).incRef(dataId);
  return { dataId, shape, dtype };
};
