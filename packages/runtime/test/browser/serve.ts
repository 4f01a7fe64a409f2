import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A file by its path. */
export type Files = Readonly<Record<string, ServedFile>>;

interface ServedFile {
  readonly type: string;
  readonly body: Uint8Array;
  /** Whether it is sent without the headers that isolate a page. */
  readonly isOpen?: boolean;
}

/** A page is timed to the microsecond, and may share memory, only with these. */
const ISOLATION = {
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Embedder-Policy': 'require-corp',
};

/** Serves files on this machine alone. */
export async function serve(
  files: Files,
): Promise<{ readonly origin: string; readonly close: () => void }> {
  const server = createServer(({ url = '/' }, response) => {
    const file = Object.hasOwn(files, url) ? files[url] : undefined;
    response.writeHead(file ? 200 : 404, {
      'Content-Type': file?.type ?? 'text/plain',
      ...(!file?.isOpen && ISOLATION),
    });
    response.end(file?.body);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    origin: `http://127.0.0.1:${port}`,
    close: () => {
      server.closeAllConnections();
      server.close();
    },
  };
}
