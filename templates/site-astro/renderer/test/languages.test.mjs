import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { startRenderer } from './support/renderer.mjs';
import { inTwoLanguages, sample } from './support/samples.mjs';

let renderer;
let files;
before(async () => {
  renderer = await startRenderer();
  ({ files } = await renderer.call({ op: 'render', ctx: await inTwoLanguages('menuiserie-fr') }));
});
after(() => renderer.stop());

const all = (html, pattern) => [...html.matchAll(pattern)].map((match) => match[1]);

test('every page has its counterpart below the folder of the language', () => {
  const pages = Object.keys(files).filter((file) => file.endsWith('.html'));
  const main = pages.filter((file) => !file.startsWith('de/'));
  assert.deepEqual(pages.filter((file) => file.startsWith('de/')), main.map((file) => `de/${file}`));
});

test('a page says in which language it is, and where it is found in the others', () => {
  for (const [file, language, canonical] of [['contact/index.html', 'fr', '/contact/'], ['de/contact/index.html', 'de', '/de/contact/']]) {
    const html = files[file];
    assert.ok(html.includes(`<html lang="${language}"`), file);
    assert.ok(html.includes(`<link rel="canonical" href="http://menuiserie-fr.localhost:8081${canonical}"`), file);
    const alternates = [...html.matchAll(/<link rel="alternate" hreflang="([^"]+)" href="http:\/\/menuiserie-fr\.localhost:8081([^"]+)"/g)].map((match) => [match[1], match[2]]);
    assert.deepEqual(alternates, [['fr', '/contact/'], ['de', '/de/contact/'], ['x-default', '/contact/']], file);
  }
  assert.ok(files['de/contact/index.html'].includes('<meta property="og:locale" content="de_DE"'));
  assert.ok(files['de/contact/index.html'].includes('<meta property="og:locale:alternate" content="fr_FR"'));
});

test('the switch in the header leads to the same page in the other language', () => {
  const header = files['contact/index.html'].match(/<nav class="tongues tongues--short".*?<\/nav>/s)[0];
  assert.deepEqual(all(header, / href="([^"]+)"/g), ['/contact/', '/de/contact/']);
  assert.ok(/href="\/contact\/"[^>]*aria-current="true"/.test(header));
  assert.ok(/href="\/de\/contact\/" lang="de" hreflang="de" aria-label="DE, Deutsch"/.test(header));
});

test('menu, links and home lead to pages of the same language, in its words', () => {
  const html = files['de/index.html'];
  const body = html.slice(html.indexOf('<body>')).replace(/<(nav|ul) class="tongues.*?<\/\1>/gs, '');
  const inside = all(body, / href="(\/[^"]*)"/g).filter((href) => !/^\/(_img|assets)\//.test(href));
  assert.ok(inside.length > 5);
  assert.deepEqual(inside.filter((href) => !href.startsWith('/de/')), []);
  assert.ok(html.includes('Zum Inhalt springen') && html.includes('Kontakt'));
  assert.ok(html.includes('alt="Bild '));
});

test('what is not there says so in the language of its folder', () => {
  assert.ok(files['de/404.html'].includes('Seite nicht gefunden') && files['de/404.html'].includes('<html lang="de"'));
  assert.ok(files['404.html'].includes('Page introuvable'));
});

test('the map of the site names each page with its counterparts', () => {
  const entries = files['sitemap.xml'].match(/<url>.*?<\/url>/gs);
  const german = entries.find((entry) => entry.includes('<loc>http://menuiserie-fr.localhost:8081/de/contact/</loc>'));
  assert.ok(german.includes('hreflang="fr" href="http://menuiserie-fr.localhost:8081/contact/"'));
  assert.equal(entries.length, 14);
});

test('one page can be asked for in a further language', async () => {
  const { ok, files: page } = await renderer.call({ op: 'render', ctx: await inTwoLanguages('menuiserie-fr'), page: '/de/contact/' });
  assert.ok(ok && page['de/contact/index.html'].includes('<html lang="de"'));
});

test('a site in one language shows no switch and names no counterpart', async () => {
  const { files: alone } = await renderer.call({ op: 'render', ctx: await sample('menuiserie-fr') });
  assert.ok(!alone['index.html'].includes('tongues') && !alone['index.html'].includes('hreflang'));
});

test('a page of the main language where a further one begins is refused', async () => {
  const ctx = await inTwoLanguages('menuiserie-fr');
  ctx.content.pages.push({ ...ctx.content.pages[1], path: '/de/' });
  const { ok, error } = await renderer.call({ op: 'render', ctx });
  assert.ok(!ok && error.code === 'invalid-context' && error.page === '/de/');
});
