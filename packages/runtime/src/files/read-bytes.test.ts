import {
  existsSync,
  mkdtempSync,
  readdirSync,
  readlinkSync,
  realpathSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { afterAll, describe, expect, it } from '@jest/globals';
import { readBytes, startReading } from './read-bytes.js';

const folder = realpathSync(mkdtempSync(join(tmpdir(), 'mobilenext-read-')));
afterAll(() => rmSync(folder, { recursive: true }));

const content = Uint8Array.from({ length: 300_000 }, (_, i) => i % 251);
const path = join(folder, 'file');
writeFileSync(path, content);

/** Files that this process has open in the folder. */
const openFiles = (): number =>
  readdirSync('/proc/self/fd').filter((fd) => {
    try {
      return readlinkSync(`/proc/self/fd/${fd}`).startsWith(folder);
    } catch {
      return false;
    }
  }).length;

describe('startReading', () => {
  it.each([0, 1, 1000, 300_000, 400_000])('has the first %d bytes, then all', async (first) => {
    const { bytes, bytesRead, complete } = await startReading(path, { first });
    expect(bytesRead).toBe(Math.min(first, content.length));
    expect(bytes.length).toBe(content.length);
    expect(bytes.subarray(0, bytesRead)).toEqual(content.subarray(0, bytesRead));
    await complete;
    expect(bytes).toEqual(content);
  });

  it('has all of what is no file', async () => {
    for (const source of [content, content.buffer, new Blob([content])]) {
      const { bytes, bytesRead } = await startReading(source, { first: 1 });
      expect(bytesRead).toBe(content.length);
      expect(bytes).toEqual(content);
    }
  });

  it('reads a file of no length, like those of the system', async () => {
    const read = await readBytes('/proc/self/cmdline').catch(() => undefined);
    if (process.platform === 'linux') expect(read?.length).toBeGreaterThan(0);
  });

  it('ends at once by an aborted signal, later by one that aborts meanwhile', async () => {
    const reason = new Error('enough');
    await expect(readBytes(path, AbortSignal.abort(reason))).rejects.toBe(reason);
    const controller = new AbortController();
    const { complete } = await startReading(path, { first: 8, signal: controller.signal });
    controller.abort(reason);
    await expect(complete).rejects.toBe(reason);
  });

  it('says so of a file that has less than it promised', async () => {
    const promising = '/sys/kernel/mm/transparent_hugepage/enabled';
    if (!existsSync(promising)) return;
    await expect(readBytes(promising)).rejects.toThrow(
      /cannot be read \(it ended after \d+ of 4096/,
    );
  });

  it('does not end the process when nobody waits for what fails', async () => {
    const controller = new AbortController();
    await startReading(path, { first: 8, signal: controller.signal });
    controller.abort();
    // Jest fails a test in which a rejection is not handled.
    await setTimeout(20);
  });

  it('closes what it opened', async () => {
    if (process.platform !== 'linux') return;
    const controller = new AbortController();
    for (const signal of [undefined, controller.signal]) {
      const { complete } = await startReading(path, { first: 8, signal });
      expect(openFiles()).toBe(1);
      if (signal) controller.abort();
      await complete.catch(() => undefined);
      expect(openFiles()).toBe(0);
    }
    await expect(readBytes(folder)).rejects.toMatchObject({ code: 'READ' });
    expect(openFiles()).toBe(0);
  });
});
