import { readFile, rename, rm, writeFile } from 'node:fs/promises';

/**
 * Writes the old addresses of the site as `_redirects`, the form that Netlify, Cloudflare Pages and others read, and puts the
 * page for what is not there in a further language where those look for it.
 */
export default function redirects() {
  return {
    name: 'redirects',
    hooks: {
      'astro:build:done': async ({ dir }) => {
        const content = JSON.parse(await readFile(new URL('data/content.json', import.meta.url), 'utf8'));
        const lines = (content.redirects ?? []).map(({ from, to }) => `${from} ${to} 301\n`);
        for (const language of ['fr', 'en', 'de']) {
          const made = await rename(new URL(`${language}/404/index.html`, dir), new URL(`${language}/404.html`, dir)).then(() => true, () => false);
          if (made) await rm(new URL(`${language}/404`, dir), { recursive: true });
        }
        if (lines.length > 0) await writeFile(new URL('_redirects', dir), lines.join(''));
      },
    },
  };
}
