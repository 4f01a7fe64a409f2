import { existsSync } from 'node:fs';
import { type Browser, chromium } from 'playwright-core';

/** @throws Error that says how to get one, where there is no Chromium. */
export function openChromium(): Promise<Browser> {
  const executablePath = process.env.MOBILENEXT_CHROMIUM ?? '/usr/bin/chromium';
  if (!existsSync(executablePath)) {
    throw new Error(
      `there is no Chromium at ${executablePath}: apt-get install chromium, ` +
        'or say where it is in MOBILENEXT_CHROMIUM',
    );
  }
  // Root, as in containers, has no sandbox.
  return chromium.launch({ executablePath, args: ['--no-sandbox'] });
}
