import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { startRenderer } from './support/renderer.mjs';
import { sample } from './support/samples.mjs';

let renderer;
before(async () => { renderer = await startRenderer(); });
after(() => renderer.stop());

const webp = [64, 200, 480].map((width) => ({ width, height: width, url: `/_img/0123456789ab-${width}.webp` }));

/** The icons that the first page names, with a logo of this size and these variants. */
async function icons(width, height, variants) {
  const ctx = await sample('plombier-fr');
  ctx.site.logo = { image: '0123456789ab', alt: 'Logo' };
  ctx.images['0123456789ab'] = { width, height, alt: 'Logo', variants };
  const { ok, error, files } = await renderer.call({ op: 'render', ctx });
  assert.ok(ok, JSON.stringify(error));
  return [...files['index.html'].matchAll(/<link rel="(?:icon|apple-touch-icon)"[^>]*>/g)].map(([link]) => link.replace(/\s*\/?>$/, ''));
}

test('a logo that is roughly square is the icon, on a telephone too', async () => {
  for (const [width, height] of [[480, 480], [480, 360], [360, 480]]) {
    assert.deepEqual(await icons(width, height, webp), [
      '<link rel="icon" href="/_img/0123456789ab-64.webp" type="image/webp"',
      '<link rel="apple-touch-icon" href="/_img/0123456789ab-200.webp"',
    ]);
  }
});

test('a drawn logo is the icon as it is', async () => {
  const variants = [{ width: 24, height: 24, url: '/_img/0123456789ab.svg' }];
  assert.deepEqual(await icons(24, 24, variants), ['<link rel="icon" href="/_img/0123456789ab.svg" type="image/svg+xml"']);
});

test('a long logo, or one that was never prepared, leaves the icon to the first letter', async () => {
  const letter = ['<link rel="icon" href="/favicon.svg" type="image/svg+xml"'];
  assert.deepEqual(await icons(900, 300, webp), letter);
  assert.deepEqual(await icons(300, 900, webp), letter);
  assert.deepEqual(await icons(480, 480, []), letter);
});
