import type { Checkpoint } from '../checkpoint.js';
import { corrupt, notACheckpoint, tooLarge } from '../errors.js';
import { unpickle } from '../pickle/unpickle.js';
import { type Archive, openArchive, readEntry } from '../zip/archive.js';
import { checkpointOf } from '../weights/checkpoint-of.js';
import { readLegacyPth } from './read-legacy-pth.js';
import { archiveStorages } from './storages.js';
import { pickleWorld } from '../weights/world.js';

const PICKLE = 'data.pkl';
/** For a deflated data.pkl alone: torch stores it, and no honest one of a repacked file is larger. */
const MAX_INFLATED_PICKLE = 8 * 2 ** 20;

/**
 * Reads what `torch.save` wrote, a zip or, before PyTorch 1.6, a stream of pickles: a state dict, or
 * a training checkpoint with one in it. The unpickler is our own and executes nothing. Tensors are
 * views into `bytes` where they lie there in row-major order.
 *
 * @throws {ConverterError} any code that is about reading.
 */
export function readPth(bytes: Uint8Array): Checkpoint {
  return bytes[0] === PROTO ? readLegacyPth(bytes) : readTorchArchive(openArchive(bytes));
}

/** The opcode with which every pickle of protocol 2 and later begins. */
const PROTO = 0x80;

/** {@link readPth} of a zip that is open already. */
export function readTorchArchive(archive: Archive): Checkpoint {
  const folder = weightsFolder(archive);
  checkByteOrder(archive, folder);
  const pickle = archive.entries.get(folder + PICKLE);
  if (!pickle) throw notACheckpoint('the zip has no data.pkl');
  if (pickle.method !== 0 && pickle.size > MAX_INFLATED_PICKLE) {
    throw tooLarge(pickle.name, `it unpacks to ${pickle.size} bytes`);
  }
  const world = pickleWorld(archiveStorages(archive, folder));
  const { value } = unpickle(readEntry(archive, pickle), world);
  return checkpointOf('pth', value, archive.bytes.length);
}

/** The one folder that holds a data.pkl, with its slash; torch names it after the file. */
function weightsFolder({ entries }: Archive): string {
  const names = [...entries.keys()];
  const pickles = names.filter((name) => name === PICKLE || name.endsWith(`/${PICKLE}`));
  if (pickles.length > 1) throw corrupt('the zip', `it has ${pickles.length} files data.pkl`);
  if (pickles.length === 0) {
    throw notACheckpoint('it is a zip, but neither torch.save nor numpy.savez wrote it');
  }
  const folder = pickles[0].slice(0, -PICKLE.length);
  if (entries.has(`${folder}constants.pkl`)) {
    throw notACheckpoint(
      'it is a TorchScript program, not weights: save model.state_dict() with torch.save instead',
    );
  }
  return folder;
}

/** Older files do not say it; all of them are little-endian in practice. */
function checkByteOrder(archive: Archive, folder: string): void {
  const entry = archive.entries.get(`${folder}byteorder`);
  if (entry && new TextDecoder().decode(readEntry(archive, entry)) !== 'little') {
    throw corrupt(entry.name, 'it was saved on a big-endian machine, which is not read');
  }
}
