import { badCall } from '../frame/errors.js';

/**
 * `SEED,EPOCH,INDEX` as numbers.
 *
 * @throws {CliError} `USAGE`
 */
export function drawKeyOf(text: string): [seed: number, epoch: number, index: number] {
  const [seed, epoch, index, ...more] = text
    .split(',')
    .map((part) => (/^\d+$/.test(part.trim()) ? Number(part) : Number.NaN));
  const isKey = more.length === 0 && [seed, epoch, index].every(Number.isSafeInteger);
  if (!isKey) throw badCall(`--draw is ${text}: it takes three whole numbers, as 0,3,17`);
  return [seed, epoch, index];
}
