import { appendFile, mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import {
  type Checkpoint,
  type FileSystem,
  writeFileAtomic,
  writeSafetensors,
} from '@mobilenext/converter';
import type { TrainConfig } from '../config/config.js';

/** The files of a run. */
export interface RunFolder {
  /** Everything from which the run goes on. */
  readonly last: string;
  /** Parameters and buffers of the best evaluation. */
  readonly best: string;
  readonly config: string;
  /** A JSON object a line. */
  readonly log: string;
  /** Replaces how checkpoints reach the disk, for tests. */
  readonly fileSystem?: FileSystem;
}

export function runFolder(directory: string, fileSystem?: FileSystem): RunFolder {
  return {
    last: join(directory, 'last.safetensors'),
    best: join(directory, 'best.safetensors'),
    config: join(directory, 'config.json'),
    log: join(directory, 'log.jsonl'),
    fileSystem,
  };
}

/** Makes the folder and writes the settings; a run that starts anew begins a new log. */
export async function openRunFolder(
  directory: string,
  folder: RunFolder,
  { config, resumed }: { readonly config: TrainConfig; readonly resumed: boolean },
): Promise<void> {
  await mkdir(directory, { recursive: true });
  if (!resumed) await rm(folder.log, { force: true });
  const json = `${JSON.stringify(config, null, 2)}\n`;
  await writeFileAtomic(folder.config, new TextEncoder().encode(json), folder.fileSystem);
}

/**
 * Replaces a checkpoint at once, or not at all.
 *
 * @throws {ConverterError} `DISK_FULL`, `NOT_WRITABLE`; what was there before is still there.
 */
export async function writeRunFile(
  folder: RunFolder,
  path: string,
  { tensors, metadata }: Pick<Checkpoint, 'tensors' | 'metadata'>,
): Promise<void> {
  await writeFileAtomic(path, writeSafetensors(tensors, metadata), folder.fileSystem);
}

export async function appendLog(
  folder: RunFolder,
  record: Readonly<Record<string, unknown>>,
): Promise<void> {
  await appendFile(folder.log, `${JSON.stringify(record)}\n`);
}
