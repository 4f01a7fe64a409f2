import { missingFile } from '../errors.js';
import { type ByteSource, blobSource, bytesSource } from './byte-source.js';
import { openFileBeside } from './file-beside.js';
import { fileSource } from './file-source.js';
import { MOST_WHOLE, urlSource } from './url-source.js';

/**
 * Where a checkpoint comes from: a path (Node only), a URL (`http:`, `https:`, in Node also `file:`)
 * as text or object, a Blob or File, or the bytes themselves.
 */
export type CheckpointSource = string | URL | Blob | Uint8Array | ArrayBuffer;

export interface SourceOptions {
  /** Stops the reading; what it was aborted with is thrown. */
  readonly signal?: AbortSignal;
  /**
   * Files beside the checkpoint, by name: where an ONNX model keeps its tensors if it comes as bytes
   * or Blob. Beside a path or a URL they are found by themselves.
   */
  readonly beside?: ReadonlyMap<string, Uint8Array | Blob>;
  /**
   * Folder for the temporary file with what comes from a server that knows no ranges, if it is too
   * large for memory (Node only). Unless given, the system's.
   */
  readonly spoolFolder?: string;
}

interface OpenOptions extends SourceOptions {
  /** All of it is read next: it is kept in memory and not in a temporary file as well. */
  readonly isReadWhole?: boolean;
}

export interface OpenSource {
  readonly source: ByteSource;
  /** Path, URL or file name, for messages. */
  readonly name?: string;
  /** Opens a file by its name relative to this one, which the caller has checked. */
  readonly openBeside: (name: string) => Promise<ByteSource>;
}

/** @throws {ConverterError} `NOT_READABLE`, `truncated`; the signal's reason when it is aborted. */
export async function openSource(
  from: CheckpointSource,
  options: OpenOptions = {},
): Promise<OpenSource> {
  const { signal, beside } = options;
  signal?.throwIfAborted();
  if (typeof from === 'string') {
    return /^(https?|file):\/\//i.test(from)
      ? openUrl(new URL(from), options)
      : openPath(from, signal);
  }
  if (from instanceof URL) return openUrl(from, options);
  const openBeside = (name: string) => openGiven(name, beside);
  if (from instanceof Blob) {
    return { source: blobSource(from), name: fileNameOf(from), openBeside };
  }
  const bytes = from instanceof Uint8Array ? from : new Uint8Array(from);
  return { source: bytesSource(bytes), openBeside };
}

async function openPath(path: string, signal?: AbortSignal): Promise<OpenSource> {
  const paths = await import('node:path');
  const source = await fileSource(path, signal);
  const openBeside = (name: string) => openFileBeside(paths.dirname(path), name, signal);
  return { source, name: path, openBeside };
}

async function openUrl(url: URL, options: OpenOptions): Promise<OpenSource> {
  if (url.protocol === 'file:') {
    const { fileURLToPath } = await import('node:url');
    return openPath(fileURLToPath(url), options.signal);
  }
  const mostInMemory = options.isReadWhole ? MOST_WHOLE : undefined;
  const source = await urlSource(url, { ...options, mostInMemory });
  const openBeside = (name: string) => {
    // Encoded, so that no character of the name is one of a URL's own.
    const path = name.split('/').map(encodeURIComponent).join('/');
    return urlSource(new URL(path, url), options);
  };
  return { source, name: url.href, openBeside };
}

function openGiven(name: string, beside: SourceOptions['beside']): Promise<ByteSource> {
  const given = beside?.get(name);
  if (!given) throw missingFile(name, 'give that file as well');
  return Promise.resolve(given instanceof Blob ? blobSource(given) : bytesSource(given));
}

const fileNameOf = (blob: Blob): string | undefined =>
  'name' in blob && typeof blob.name === 'string' ? blob.name : undefined;
