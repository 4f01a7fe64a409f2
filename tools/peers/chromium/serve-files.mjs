import { createServer } from 'node:http';

/** A page is timed to the microsecond, and may share memory among threads, only with these. */
const ISOLATION = {
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Embedder-Policy': 'require-corp',
};

/** Serves files, by their path, on this machine alone; gives the address. */
export async function serveFiles(files) {
  const server = createServer(({ url }, response) => {
    const file = Object.hasOwn(files, url) ? files[url] : undefined;
    response.writeHead(file ? 200 : 404, {
      'Content-Type': file?.type ?? 'text/plain',
      ...ISOLATION,
    });
    response.end(file?.body);
  });
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  return `http://127.0.0.1:${server.address().port}/`;
}
