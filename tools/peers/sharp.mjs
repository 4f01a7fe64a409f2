// sharp alone: libvips decodes and scales, with its own filter and with JPEG's shrinking on load.
import { readFile, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { requirePeer, serve } from './serve.mjs';

await serve(async (job) => {
  const { library: sharp, version } = requirePeer('sharp', job, 'sharp@0.35');
  // Each worker is one picture at a time on a thread of its own.
  sharp.concurrency(1);
  const files = await picturesIn(job.data);
  const load = job.transform === 'training' ? trainingPicture : evaluationPicture;
  return {
    version,
    threads: job.workers,
    check: async () => {
      if (job.transform === 'training') return [files.length];
      const sums = [];
      for (const file of files) {
        sums.push((await load(sharp, file, job)).reduce((sum, byte) => sum + byte, 0));
      }
      return sums;
    },
    run: () => inBatches(files, job, (file) => load(sharp, file, job)),
  };
});

async function picturesIn(folder) {
  const names = await readdir(folder, { recursive: true });
  return names
    .filter((name) => /\.jpe?g$/i.test(name))
    .sort()
    .map((name) => join(folder, name));
}

/** As many at a time as there are workers, put together to batches. */
async function inBatches(files, { batch, workers, size }, load) {
  let next = 0;
  let pixels;
  const work = async () => {
    while (next < files.length) {
      const at = next++;
      if (at % batch === 0) pixels = new Uint8Array(batch * size * size * 3);
      pixels.set(await load(files[at]), (at % batch) * size * size * 3);
    }
  };
  await Promise.all(Array.from({ length: workers }, work));
}

async function trainingPicture(sharp, file, { size }) {
  const bytes = await readFile(file);
  const { width, height } = await sharp(bytes).metadata();
  const picture = sharp(bytes)
    .extract(randomBox(width, height))
    .resize(size, size, { fit: 'fill' });
  if (Math.random() < 0.5) picture.flop();
  return rgb(picture);
}

/** Area 0.08 to 1, aspect 3/4 to 4/3; the whole picture after ten that do not fit. */
function randomBox(width, height) {
  for (let i = 0; i < 10; i++) {
    const area = width * height * (0.08 + 0.92 * Math.random());
    const aspect = (3 / 4) * (16 / 9) ** Math.random();
    const [w, h] = [Math.round(Math.sqrt(area * aspect)), Math.round(Math.sqrt(area / aspect))];
    if (w > width || h > height) continue;
    const left = Math.floor(Math.random() * (width - w + 1));
    const top = Math.floor(Math.random() * (height - h + 1));
    return { left, top, width: w, height: h };
  }
  return { left: 0, top: 0, width, height };
}

async function evaluationPicture(sharp, file, { size, shortSide }) {
  const bytes = await readFile(file);
  const { width, height } = await sharp(bytes).metadata();
  const scale = shortSide / Math.min(width, height);
  const [w, h] = [Math.round(width * scale), Math.round(height * scale)];
  const left = Math.round((w - size) / 2);
  const top = Math.round((h - size) / 2);
  const picture = sharp(bytes)
    .resize(w, h, { fit: 'fill' })
    .extract({ left, top, width: size, height: size });
  return rgb(picture);
}

function rgb(picture) {
  return picture.toColourspace('srgb').removeAlpha().raw().toBuffer();
}
