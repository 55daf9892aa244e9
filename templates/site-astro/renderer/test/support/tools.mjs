import { createRequire } from 'node:module';
import path from 'node:path';
import { RENDERER } from '../../lib/sources.mjs';

/** Tools of `quality/`, which are no part of an installation: `npm ci` there first. */
export const tool = createRequire(path.resolve(RENDERER, '../quality/package.json'));

export async function browser() {
  const { chromium } = tool('playwright-core');
  const args = process.getuid?.() === 0 ? ['--no-sandbox'] : [];
  return chromium.launch({ executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium', args });
}
