import { refused } from './errors.js';

/** Answers that may be better a moment later. */
const TEMPORARY: ReadonlySet<number> = new Set([408, 425, 429, 500, 502, 503, 504]);
const REDIRECTS: ReadonlySet<number> = new Set([301, 302, 303, 307, 308]);
const MOST_REDIRECTS = 5;

/** What of a file is asked for. */
export interface Asked {
  /** Bytes that are here already. */
  readonly from: number;
  /** Tag or date of the version that they belong to. */
  readonly validator?: string;
}

/**
 * One GET, redirects followed: the answer is 200, 206 or 416.
 *
 * @throws {ConverterError} `NETWORK` for an answer that will stay so. A plain Error for one that may
 * pass, and whatever `fetch` throws.
 */
export async function request(
  url: string,
  asked: Asked,
  options: { readonly fetch: typeof fetch; readonly signal: AbortSignal },
): Promise<Response> {
  let at = url;
  for (let redirects = 0; redirects <= MOST_REDIRECTS; redirects++) {
    const { signal } = options;
    const response = await options.fetch(at, {
      headers: headersFor(asked),
      redirect: 'manual',
      signal,
    });
    if ([200, 206, 416].includes(response.status)) return response;
    await response.body?.cancel();
    if (!REDIRECTS.has(response.status)) throw refusal(response);
    at = redirectTarget(at, response);
  }
  throw refused(`the server redirects more than ${MOST_REDIRECTS} times`);
}

/** Compressed on the way, bytes could not be counted, and half of them not be gone on with. */
const headersFor = ({ from, validator }: Asked): Record<string, string> => ({
  'accept-encoding': 'identity',
  ...(from > 0 && validator && { range: `bytes=${from}-`, 'if-range': validator }),
});

function refusal({ status, statusText }: Response): Error {
  const reason = `the server answers ${status} ${statusText}`.trimEnd();
  return TEMPORARY.has(status) ? new Error(reason) : refused(reason);
}

function redirectTarget(from: string, response: Response): string {
  const location = response.headers.get('location') ?? '';
  const target = URL.canParse(location, from) ? new URL(location, from) : undefined;
  const isSafe =
    target?.protocol === 'https:' || (target?.protocol === 'http:' && from.startsWith('http:'));
  if (!target || !isSafe || location === '') {
    throw refused(`the server redirects to ${JSON.stringify(location)}`);
  }
  return target.href;
}
