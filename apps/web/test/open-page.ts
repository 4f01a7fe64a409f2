import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { type Browser, chromium, type Page } from 'playwright-core';

const SERVER = join(__dirname, '../serve.mjs');

/** The built page in Chromium, served as users serve it. */
export interface OpenPage {
  readonly page: Page;
  readonly origin: string;
  readonly close: () => Promise<void>;
}

export async function openPage(): Promise<OpenPage> {
  const browser = await openChromium();
  const server = spawn(process.execPath, [SERVER, '--port', '0']);
  const origin = await firstLine(server);
  const page = await browser.newPage();
  await page.goto(origin);
  const close = async () => {
    await browser.close();
    server.kill();
  };
  return { page, origin, close };
}

/** @throws Error that says how to get one, where there is no Chromium. */
function openChromium(): Promise<Browser> {
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

const firstLine = ({ stdout, stderr }: ChildProcess): Promise<string> =>
  new Promise((resolve, reject) => {
    stdout?.once('data', (line: Buffer) => resolve(line.toString().trim()));
    stderr?.once('data', (line: Buffer) => reject(new Error(line.toString())));
  });
