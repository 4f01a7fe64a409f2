import { corrupt } from '../errors.js';
import { buildArray, buildDtype } from '../numpy/globals.js';
import type { PickleWorld } from '../pickle/machine.js';
import { isKind, type PickleValue } from '../pickle/values.js';
import { allowedGlobal, makeObject } from './globals.js';

/** The world of a pickle of weights; where its storages lie depends on the file's format. */
export const pickleWorld = (persistent: PickleWorld['persistent']): PickleWorld => ({
  global: allowedGlobal,
  make: makeObject,
  build,
  persistent,
});

function build(object: PickleValue, state: PickleValue): void {
  if (isKind(object, 'numpy-dtype')) buildDtype(object, state);
  else if (isKind(object, 'numpy-array')) buildArray(object, state);
  else if (!isKind(object, 'dict') && !isKind(object, 'opaque') && !isKind(object, 'tensor')) {
    throw corrupt('the pickle', 'it gives a state to what can have none');
  }
  // Attributes of the others (an OrderedDict's `_metadata`, what Namespace holds) are of no use.
}

/** For files whose tensors are all within the pickle. */
export function noStorages(): never {
  throw corrupt('the pickle', 'it names a storage, of which this kind of file has none');
}
