import { zipSync } from 'fflate';

/** The least that a zip can say; the same files always give the same bytes. */
const NO_DATE = '1980-01-01T00:00:00';

/** A folder as a zip, stored: weights do not get smaller. */
export const zipFolder = (folder: string, files: ReadonlyMap<string, Uint8Array>): Uint8Array =>
  zipSync(Object.fromEntries([...files].map(([name, bytes]) => [`${folder}/${name}`, bytes])), {
    level: 0,
    mtime: NO_DATE,
  });
