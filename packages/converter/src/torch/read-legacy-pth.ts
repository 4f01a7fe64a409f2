import type { Checkpoint } from '../checkpoint.js';
import { corrupt, notACheckpoint } from '../errors.js';
import { unpickle } from '../pickle/unpickle.js';
import { isKind, type PickleValue } from '../pickle/values.js';
import { checkpointOf } from '../weights/checkpoint-of.js';
import { noStorages, pickleWorld } from '../weights/world.js';
import { legacyStorages } from './legacy-storages.js';

const MAGIC = 0x1950a86a20f9469cfc6cn;
const PROTOCOL = 1001;

/**
 * Reads what `torch.save` wrote before PyTorch 1.6: five pickles (magic number, protocol, system,
 * the object, storage keys), then each storage as its number of elements and their bytes.
 *
 * @throws {ConverterError} any code that is about reading.
 */
export function readLegacyPth(bytes: Uint8Array): Checkpoint {
  const plain = pickleWorld(noStorages);
  const storages = legacyStorages();
  const magic = unpickle(bytes, plain);
  if (magic.value !== MAGIC) throw notACheckpoint("it does not begin with torch's magic number");
  const protocol = unpickle(bytes, plain, magic.end);
  if (protocol.value !== PROTOCOL) throw corrupt('the file', 'its protocol is not 1001');
  const system = unpickle(bytes, plain, protocol.end);
  checkByteOrder(system.value);
  const object = unpickle(bytes, pickleWorld(storages.storage), system.end);
  const keys = unpickle(bytes, plain, object.end);
  storages.locate(bytes, keys.value, keys.end);
  return checkpointOf('pth', object.value, bytes.length);
}

function checkByteOrder(system: PickleValue): void {
  if (isKind(system, 'dict') && system.entries.get('little_endian') === false) {
    throw corrupt('the file', 'it was saved on a big-endian machine, which is not read');
  }
}
