// Serves the built page on this machine alone and prints its address.
//   --port 8080   the port, or 0 for any that is free
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { dirname, extname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';

const TYPES = {
  '.html': 'text/html; charset=utf-8',
  '.css': 'text/css',
  '.js': 'text/javascript',
  '.map': 'application/json',
};

const { values } = parseArgs({ options: { port: { type: 'string', default: '8080' } } });
const folder = join(dirname(fileURLToPath(import.meta.url)), 'dist');
if (!existsSync(join(folder, 'index.html'))) fail('the page is not built: run `npm run build`');

const files = new Map(readdirSync(folder).map((name) => [`/${name}`, join(folder, name)]));
files.set('/', join(folder, 'index.html'));

const server = createServer(({ url = '/' }, response) => {
  const file = files.get(new URL(url, 'http://localhost').pathname);
  response.writeHead(file ? 200 : 404, {
    'Content-Type': file ? TYPES[extname(file)] : 'text/plain',
    'Cache-Control': 'no-cache',
  });
  response.end(file ? readFileSync(file) : 'there is no such file\n');
});
server.on('error', ({ code, message }) =>
  fail(
    code === 'EADDRINUSE'
      ? `port ${values.port} is taken: give another with --port, or --port 0`
      : message,
  ),
);
server.listen(Number(values.port), '127.0.0.1', () => {
  console.log(`http://127.0.0.1:${server.address().port}/`);
});

function fail(line) {
  console.error(line);
  process.exit(1);
}
