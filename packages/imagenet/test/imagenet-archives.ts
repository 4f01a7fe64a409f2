import { gzipSync } from 'node:zlib';
import { tarOf } from './archives.js';

/** Pictures of a class by its WordNet id. */
type ByClass = Readonly<Record<string, readonly (string | Uint8Array)[]>>;

/** As `ILSVRC2012_img_train.tar`: a tar for each class. */
export async function trainArchiveOf(classes: ByClass): Promise<Buffer> {
  const tars: Record<string, Uint8Array> = {};
  for (const [id, pictures] of Object.entries(classes)) {
    const named = pictures.map((content, i) => [`${id}_${i + 1}.JPEG`, content] as const);
    tars[`${id}.tar`] = await tarOf(Object.fromEntries(named));
  }
  return tarOf(tars);
}

/** As `ILSVRC2012_img_val.tar`. */
export const valArchiveOf = (pictures: readonly (string | Uint8Array)[]): Promise<Buffer> =>
  tarOf(
    Object.fromEntries(
      pictures.map((content, i) => [
        `ILSVRC2012_val_${String(i + 1).padStart(8, '0')}.JPEG`,
        content,
      ]),
    ),
  );

/** As `ILSVRC2012_devkit_t12.tar.gz`; `ids` are ILSVRC2012_ID, from 1. */
export const devkitOf = async (ids: readonly number[], meta?: Uint8Array): Promise<Buffer> =>
  gzipSync(
    await tarOf({
      'ILSVRC2012_devkit_t12/readme.txt': 'about',
      'ILSVRC2012_devkit_t12/data/ILSVRC2012_validation_ground_truth.txt': `${ids.join('\n')}\n`,
      ...(meta ? { 'ILSVRC2012_devkit_t12/data/meta.mat': meta } : {}),
    }),
  );
