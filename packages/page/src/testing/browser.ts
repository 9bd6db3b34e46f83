import {existsSync} from 'node:fs';
import {type Browser, chromium} from 'playwright-core';

const CHROMIUM = '/usr/bin/chromium';

/** Whether the browser of Debian's package `chromium` is there. Says so on the terminal where it is not. */
export function chromiumFound(): boolean {
  if (existsSync(CHROMIUM)) return true;
  console.warn(`Tests in the browser are skipped: ${CHROMIUM} is missing (apt-get install chromium).`);
  return false;
}

/** A headless browser that itself asks for nothing from the network. */
export async function openBrowser(): Promise<Browser> {
  return await chromium.launch({
    executablePath: CHROMIUM,
    args: [
      '--headless',
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  });
}
