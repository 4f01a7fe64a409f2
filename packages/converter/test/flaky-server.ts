import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/**
 * Answers one request. `breakAt` breaks the connection when the client has so many bytes of the file
 * in all: broken at once, bytes that have come but were not yet looked at would be lost.
 */
export type Answer = (
  response: ServerResponse,
  request: IncomingMessage,
  breakAt: (done: number) => void,
) => void;

export interface FlakyServer {
  readonly url: string;
  /** Headers of the requests so far. */
  readonly requests: readonly IncomingMessage['headers'][];
  /** To be told what the client has. */
  readonly noteProgress: (progress: { readonly done: number }) => void;
  readonly close: () => void;
}

/** A server on this machine that answers each request with the next of the answers, then the last. */
export async function flakyServer(...answers: readonly Answer[]): Promise<FlakyServer> {
  const requests: IncomingMessage['headers'][] = [];
  let noteProgress: FlakyServer['noteProgress'] = () => undefined;
  const server: Server = createServer((request, response) => {
    const answer = answers[Math.min(requests.length, answers.length - 1)];
    requests.push(request.headers);
    answer(response, request, (end) => {
      noteProgress = ({ done }) => void (done >= end && request.socket.destroy());
    });
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/w.bin`,
    requests,
    noteProgress: (progress) => noteProgress(progress),
    close: () => {
      server.closeAllConnections();
      server.close();
    },
  };
}

interface FileOptions {
  readonly etag?: string;
  /** Bytes to send before the connection breaks. */
  readonly cutAfter?: number;
  readonly ignoresRange?: boolean;
}

/** Serves a file as an honest server does, ranges and conditions included, but breaks off early. */
export const file =
  (
    bytes: Uint8Array,
    { etag = '"v1"', cutAfter, ignoresRange = false }: FileOptions = {},
  ): Answer =>
  (response, { headers, socket }, breakAt) => {
    const asked = /^bytes=(\d+)-$/.exec(headers.range ?? '');
    const isCurrent = headers['if-range'] === undefined || headers['if-range'] === etag;
    const from = asked && isCurrent && !ignoresRange ? Number(asked[1]) : 0;
    if (from >= bytes.length) {
      response.writeHead(416, { 'content-range': `bytes */${bytes.length}` }).end();
      return;
    }
    response.writeHead(from > 0 ? 206 : 200, {
      etag,
      'content-length': bytes.length - from,
      ...(from > 0 && { 'content-range': `bytes ${from}-${bytes.length - 1}/${bytes.length}` }),
    });
    if (cutAfter === undefined) {
      response.end(bytes.subarray(from));
    } else if (cutAfter === 0) {
      response.flushHeaders();
      socket.destroySoon();
    } else {
      breakAt(from + cutAfter);
      response.write(bytes.subarray(from, from + cutAfter));
    }
  };

/** Answers with a status and nothing else. */
export const status =
  (code: number, headers: Readonly<Record<string, string>> = {}): Answer =>
  (response) =>
    void response.writeHead(code, headers).end();

/** Sends the beginning of what it promises and breaks the connection, or leaves it open in silence. */
export const beginning =
  (
    bytes: Uint8Array,
    options: {
      readonly headers: Readonly<Record<string, string | number>>;
      readonly breaks: boolean;
    },
  ): Answer =>
  (response, _, breakAt) => {
    response.writeHead(200, options.headers);
    if (options.breaks) breakAt(bytes.length);
    response.write(bytes);
  };
