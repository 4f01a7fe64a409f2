import { openDataset, openLoader, type TransformRecord } from '@mobilenext/imagenet';
import type { DataJob } from '../contender/job.js';
import type { Subject } from '../contender/serve.js';
import { version } from '../../../package.json';

/** What torchvision calls RandomResizedCrop and RandomHorizontalFlip, or Resize and CenterCrop. */
export function transformOf({ transform, size, shortSide }: DataJob): TransformRecord {
  const resize = { shortSide, interpolation: 'bilinear', rounding: 'torchvision' } as const;
  const geometry = { size, resize, cropRule: 'torchvision' } as const;
  if (transform === 'evaluation') return { kind: 'evaluation', geometry };
  const crop = {
    ...({ kind: 'randomResizedCrop', interpolation: 'bilinear' } as const),
    ...({ scale: [0.08, 1], ratio: [3 / 4, 4 / 3] } as const),
  };
  return { kind: 'training', geometry, augmentation: { crop, flip: 0.5 } };
}

/** Epochs by our loader; each has another order and other crops. */
export async function openLoading(job: DataJob): Promise<Subject> {
  const { data, batch, workers } = job;
  const dataset = await openDataset(data);
  const loading = await openLoader(dataset, { transform: transformOf(job), batch, workers });
  let epoch = 0;
  return {
    version,
    threads: workers,
    check: async () => {
      if (job.transform === 'training') return [dataset.length];
      const sums: number[] = [];
      for await (const { pixels, labels } of loading.batches({
        seed: 0,
        epoch: 0,
        shuffle: false,
      })) {
        const bytes = pixels.length / labels.length;
        labels.forEach((_, i) =>
          sums.push(
            pixels.subarray(i * bytes, (i + 1) * bytes).reduce((sum, byte) => sum + byte, 0),
          ),
        );
      }
      return sums;
    },
    run: async () => {
      let pictures = 0;
      for await (const { labels } of loading.batches({ seed: 0, epoch: epoch++, shuffle: true })) {
        pictures += labels.length;
      }
      if (pictures !== dataset.length) throw new Error(`an epoch had ${pictures} pictures`);
    },
  };
}
