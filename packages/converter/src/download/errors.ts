import { causeOf } from '../cause-of.js';
import { ConverterError } from '../errors.js';
import { systemCode } from '../system-code.js';

/** An answer that another attempt would not mend; `download` says of which file. */
export const refused = (reason: string): ConverterError => new ConverterError('NETWORK', reason);

export const cannotFetch = (url: string, cause: unknown, remedy: string): ConverterError =>
  new ConverterError('NETWORK', `${url} cannot be fetched (${reasonOf(cause)}): ${remedy}`, {
    subject: url,
    cause,
  });

export const otherBytes = (url: string, found: string, wanted: string): ConverterError =>
  new ConverterError(
    'CHECKSUM',
    `${url} gave other bytes than were meant: their sha256 is ${found}, wanted is ${wanted}; nothing of them was kept`,
    { subject: url },
  );

/** An address that was tried in several ways fails without a message, but with a code. */
function reasonOf(error: unknown): string {
  const cause = causeOf(error);
  const { message } = cause as { readonly message?: unknown };
  return (typeof message === 'string' && message) || (systemCode(cause) ?? String(cause));
}
