import type { SavedEvent } from '@mobilenext/trainer';

/** Where an interrupted run stands, and how it goes on. */
export function stoppedText({ epoch, iteration }: SavedEvent, directory: string): string {
  const next = `epoch ${epoch}, batch ${iteration} is next`;
  return `stopped: ${next}; go on with: mobilenext train --resume --out ${quoted(directory)}`;
}

/** As a shell takes it. */
const quoted = (path: string): string =>
  /^[\w./@%+=:,-]+$/.test(path) ? path : `'${path.replaceAll("'", "'\\''")}'`;
