import { existsSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { stateDict } from '@mobilenext/core';
import { download, fitToNetwork, readCheckpoint, writeCheckpoint } from '@mobilenext/converter';
import { type KnownWeights, NETWORK_FACTS_KEY, variantNetwork } from '@mobilenext/mobilenext';
import { prepareOutputFile } from '../files/output.js';
import { type Context, say } from '../frame/context.js';
import { missing } from '../frame/errors.js';
import { makeProgress } from '../frame/progress.js';
import { cacheFolder } from './cache-folder.js';

/** Where known weights lie, as safetensors, once they were fetched. */
export const cachedFile = ({ name }: KnownWeights, env: Context['env']): string =>
  join(cacheFolder(env), `${name}.safetensors`);

/** Where a program can fetch them: the registry's URL, or the file of its name on a mirror. */
export function urlOf({ url, file }: KnownWeights, env: Context['env']): string | undefined {
  const { MOBILENEXT_WEIGHTS_MIRROR: mirror } = env;
  if (url === undefined || !mirror) return url;
  return `${mirror.replace(/\/$/, '')}/${file}`;
}

/**
 * A file with known weights and all that is known of them: fetched and converted at the first use,
 * from then on the one in the cache. The original may also be put into the cache by hand.
 *
 * @throws {CliError} `MISSING` if only a person can get them, `UNWRITABLE` for the cache.
 * ConverterError `NETWORK`, `CHECKSUM`, `DISK_FULL`, and what reading gives of a wrong file.
 */
export async function knownFile(known: KnownWeights, context: Context): Promise<string> {
  const path = cachedFile(known, context.env);
  if (existsSync(path)) return path;
  const url = urlOf(known, context.env);
  if (url === undefined) throw onlyByHand(known);
  prepareOutputFile(path, { force: true });
  const original = join(cacheFolder(context.env), known.file);
  const isGiven = existsSync(original);
  if (!isGiven) await fetchOriginal(known, { url, to: original }, context);
  try {
    await convertKnown(known, original, path);
  } catch (error) {
    // A web page in place of the file, for example, would be found here again and again.
    if (!isGiven) await rm(original, { force: true });
    throw error;
  }
  return path;
}

async function fetchOriginal(
  { name, sha256 }: KnownWeights,
  { url, to }: { readonly url: string; readonly to: string },
  context: Context,
): Promise<void> {
  say(context, `fetching ${name} from ${url} into ${to}`);
  const progress = makeProgress(context);
  try {
    await download(url, {
      to,
      sha256,
      signal: context.signal,
      remedy: `check the network, or fetch it elsewhere and put it at ${to}`,
      onProgress: ({ done, total }) =>
        progress.show(
          total ? done / total : 0,
          `${name} ${megabytes(done)} of ${megabytes(total)}`,
        ),
    });
  } finally {
    progress.clear();
  }
}

async function convertKnown(known: KnownWeights, from: string, to: string): Promise<void> {
  const { tensors: read, metadata } = await readCheckpoint(from);
  const { tensors } = fitToNetwork(read, stateDict(variantNetwork(known.variant)));
  const about = { source: known.source, licence: known.licence, file: known.file };
  const facts = { [NETWORK_FACTS_KEY]: JSON.stringify(known.facts) };
  // Another process may have written the same in the meantime.
  const content = { tensors, metadata: { ...metadata, ...about, ...facts } };
  await writeCheckpoint(to, content, { format: 'safetensors', force: true });
}

const onlyByHand = ({ name, file, source }: KnownWeights): Error =>
  missing(
    `${name} cannot be fetched by a program: get ${file} from ${source}, then \`mobilenext convert ${file} ${name}.safetensors --crop 224 --detect PICTURES\``,
  );

const megabytes = (bytes: number | undefined): string =>
  bytes === undefined ? '?' : `${(bytes / 1e6).toFixed(1)} MB`;
