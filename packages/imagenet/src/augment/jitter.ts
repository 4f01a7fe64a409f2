import { between, permutation } from '../random/distributions.js';
import type { RandomStream } from '../random/random-stream.js';
import type { Operation } from './operation.js';

/** Colours changed by random factors in a random order, as data. */
export interface Jitter {
  /** Whose precision: torchvision and timm draw in float32, PaddleClas in double. */
  readonly kind: 'torchvision' | 'paddleclas';
  /** Factors are drawn from 1 - b (but not below 0) to 1 + b; 0 leaves the picture alone. */
  readonly brightness: number;
  readonly contrast: number;
  readonly saturation: number;
  /** Turns of the colour circle are drawn from -hue to hue; at most 0.5. */
  readonly hue: number;
}

/** Source: torchvision `ColorJitter`, which PaddlePaddle's follows. */
export function drawJitter(
  { kind, brightness, contrast, saturation, hue }: Jitter,
  random: RandomStream,
): readonly Operation[] {
  const round = kind === 'torchvision' ? Math.fround : (value: number) => value;
  const order = permutation(random, 4);
  const factor = (spread: number): number =>
    round(between(random, Math.max(0, 1 - spread), 1 + spread));
  const drawn: readonly (Operation | null)[] = [
    brightness > 0 ? { kind: 'brightness', factor: factor(brightness) } : null,
    contrast > 0 ? { kind: 'contrast', factor: factor(contrast) } : null,
    saturation > 0 ? { kind: 'color', factor: factor(saturation) } : null,
    hue > 0 ? { kind: 'hue', factor: round(between(random, -hue, hue)) } : null,
  ];
  return order.flatMap((i) => drawn[i] ?? []);
}
