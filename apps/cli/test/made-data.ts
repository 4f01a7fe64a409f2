import { join } from 'node:path';
import { madePng, writeInto } from './made-pictures.js';

const COLOURS = { blue: [40, 60, 200], green: [40, 180, 70], red: [200, 50, 40] } as const;
const COUNTS = { train: 40, test: 4 } as const;

/** Small pictures in three classes, `train/red/0.png`, ...: 120 to train on, 12 to test on. */
export async function writeMadeData(folder: string): Promise<void> {
  for (const [split, count] of Object.entries(COUNTS)) {
    for (const [name, colour] of Object.entries(COLOURS)) {
      for (let i = 0; i < count; i++) {
        writeInto(join(folder, split, name, `${i}.png`), await madePng(32, colour, i));
      }
    }
  }
}
