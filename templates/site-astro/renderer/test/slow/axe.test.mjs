import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { startRenderer } from '../support/renderer.mjs';
import { HOST, LOOKS, inTwoLanguages, realPictures, sample, sampleNames } from '../support/samples.mjs';
import { serveSite } from '../support/static-server.mjs';
import { browser, tool } from '../support/tools.mjs';

const PORT = Number(process.env.QUALITY_PORT ?? 0);
let renderer;
let server;
let chromium;
let images;
before(async () => {
  renderer = await startRenderer();
  const pictures = await realPictures();
  images = pictures.images;
  server = await serveSite(PORT, pictures.folder);
  chromium = await browser();
});
after(async () => {
  await chromium?.close();
  await server?.stop();
  await renderer?.stop();
});

const names = await sampleNames();
for (const name of names) {
  for (const look of Object.keys(LOOKS)) {
    // All pages in a sample's own look; in the others the home page, which has nearly every kind of section.
    test(`${name} in the look ${look}: axe finds nothing, on phone and desktop`, async () => {
      const own = await sample(name);
      const ctx = { ...(await sample(name, look, images)), baseUrl: server.address, host: HOST };
      const { files } = await renderer.call({ op: 'render', ctx });
      server.show(files);
      const every = ctx.tokens.look === own.tokens.look ? ctx.content.pages.map((page) => page.path) : ['/'];
      for (const path of [...every, '/lost/']) await examine(path, 390);
      await examine('/', 1440);
    });
  }
}

for (const look of Object.keys(LOOKS)) {
  test(`a site in two languages in the look ${look}: axe finds nothing, on phone and desktop`, async () => {
    const ctx = { ...(await inTwoLanguages('menuiserie-fr', look, images)), baseUrl: server.address, host: HOST };
    const { files } = await renderer.call({ op: 'render', ctx });
    server.show(files);
    for (const width of [390, 1440]) for (const path of ['/', '/de/contact/']) await examine(path, width);
  });
}

async function examine(path, width) {
  const page = await chromium.newPage({ viewport: { width, height: 900 }, reducedMotion: 'reduce', bypassCSP: true });
  try {
    await page.goto(`${server.address}${path}`, { waitUntil: 'load' });
    const wider = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
    assert.ok(wider <= 0, `${path} at ${width} is ${wider} pixels too wide`);
    await page.addScriptTag({ path: tool.resolve('axe-core/axe.min.js') });
    const { violations } = await page.evaluate(() => globalThis.axe.run(document, { runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'] }));
    const told = violations.map(({ id, nodes }) => `${id}: ${nodes.slice(0, 3).map((node) => `${node.html.slice(0, 140)} ${node.any[0]?.message ?? ''}`).join(' | ')}`);
    assert.deepEqual(told, [], `${path} at ${width}`);
  } finally {
    await page.close();
  }
}
