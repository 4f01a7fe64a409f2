import { existsSync } from 'node:fs';
import { afterEach, describe, expect, it } from '@jest/globals';
import { ConverterError, fitToNetwork, readCheckpoint } from '../src/index.js';
import { besideOf, bytesOf, type GoldenFile, filesOf, tiny } from './golden.js';

const files = filesOf('bad');

/** A second is what the index allows; the rest is for a busy machine. */
const SECONDS_EACH = 3;
const BYTES_ALLOWED = 64 * 2 ** 20;

async function errorOf(file: GoldenFile, bytes: Uint8Array): Promise<ConverterError> {
  try {
    fitToNetwork((await readCheckpoint(bytes, { beside: besideOf(file) })).tensors, tiny);
  } catch (error) {
    if (error instanceof ConverterError) return error;
    throw error;
  }
  throw new Error(`${file.name} was read`);
}

describe('bad checkpoints', () => {
  afterEach(() => {
    // The hostile files make this file if anything of them is executed.
    expect(existsSync('pwned')).toBe(false);
  });

  it.each(files)('refuses $file', async (file) => {
    const bytes = bytesOf(file);
    const memory = process.memoryUsage().arrayBuffers;
    const started = performance.now();
    const error = await errorOf(file, bytes);
    expect(performance.now() - started).toBeLessThan(SECONDS_EACH * 1000);
    expect(process.memoryUsage().arrayBuffers - memory).toBeLessThan(BYTES_ALLOWED);
    const answers = [file.expect, ...(file.expect.accept ?? [])].map(({ error: code, name }) =>
      code === 'refused-global' && name ? `${code} ${name}` : code,
    );
    expect(answers).toContain(
      error.code === 'refused-global' ? `${error.code} ${error.subject}` : error.code,
    );
    expect(error.message).not.toContain('\n');
  });
});
