// Writes the golden checkpoint in every format, in float32 and float16, beside what is needed to
// check the files: the network's record, the tensors themselves, a picture and its logits.
import { copyFileSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { readCheckpoint, WRITTEN_FORMATS, writeCheckpoint } from '@mobilenext/converter';
import { mobileNeXt } from '@mobilenext/mobilenext';

/** The network of the golden checkpoint. */
const network = mobileNeXt({ width: 0.1, numClasses: 10 });

/** @param golden the folder of the good checkpoints. */
export async function writeAll(golden, folder) {
  mkdirSync(folder, { recursive: true });
  const reference = join(golden, 'tiny.safetensors');
  const checkpoint = await readCheckpoint(reference);
  copyFileSync(reference, join(folder, 'reference.safetensors'));
  copyFileSync(join(golden, 'logits.safetensors'), join(folder, 'logits.safetensors'));
  writeFileSync(join(folder, 'network.json'), JSON.stringify(network));
  for (const half of [false, true]) {
    const stem = join(folder, half ? 'half' : 'full');
    const options = { network, half, force: true };
    for (const format of WRITTEN_FORMATS) {
      await writeCheckpoint(`${stem}.${format}`, checkpoint, { ...options, format });
    }
    await writeCheckpoint(`${stem}.folded.onnx`, checkpoint, { ...options, fold: true });
  }
}
