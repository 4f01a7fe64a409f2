import { existsSync } from 'node:fs';
import { missing } from '../serve.mjs';

/** Debian's Chromium, or where MOBILENEXT_CHROMIUM points. */
export function openChromium({ chromium }) {
  const executablePath = process.env.MOBILENEXT_CHROMIUM ?? '/usr/bin/chromium';
  if (!existsSync(executablePath)) {
    throw missing(`apt-get install chromium, or say where it is in MOBILENEXT_CHROMIUM`);
  }
  // Root, as in containers, has no sandbox.
  return chromium.launch({ executablePath, args: ['--no-sandbox'] });
}
