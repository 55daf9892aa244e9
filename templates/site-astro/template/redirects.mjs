import { readFile, writeFile } from 'node:fs/promises';

/** Writes the old addresses of the site as `_redirects`, the form that Netlify, Cloudflare Pages and others read. */
export default function redirects() {
  return {
    name: 'redirects',
    hooks: {
      'astro:build:done': async ({ dir }) => {
        const content = JSON.parse(await readFile(new URL('data/content.json', import.meta.url), 'utf8'));
        const lines = (content.redirects ?? []).map(({ from, to }) => `${from} ${to} 301\n`);
        if (lines.length > 0) await writeFile(new URL('_redirects', dir), lines.join(''));
      },
    },
  };
}
