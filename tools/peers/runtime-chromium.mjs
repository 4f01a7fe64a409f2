// Our own runtime in a page of Chromium, headless: the same network, what an engine makes of it.
import { pageFiles } from './chromium/page-files.mjs';
import { serveFiles } from './chromium/serve-files.mjs';
import { openChromium } from './chromium/open-chromium.mjs';
import { requirePeer, serve } from './serve.mjs';

await serve(async (job) => {
  const { library } = requirePeer('playwright-core', job, '--ignore-scripts playwright-core@1.65');
  const browser = await openChromium(library);
  const page = await browser.newPage();
  await page.goto(await serveFiles(pageFiles(job)));
  await page.waitForFunction('globalThis.contender');
  return {
    version: browser.version(),
    threads: job.threads,
    check: () => page.evaluate('contender.check()'),
    times: (count) => page.evaluate(`contender.times(${count})`),
    close: () => browser.close(),
  };
});
