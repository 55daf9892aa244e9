import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { after, before, test } from 'node:test';
import { TEMPLATE } from '../lib/sources.mjs';
import { startRenderer } from './support/renderer.mjs';
import { LOOKS, sample, sampleNames } from './support/samples.mjs';
import { tool } from './support/tools.mjs';

let renderer;
before(async () => { renderer = await startRenderer(); });
after(() => renderer.stop());
const names = await sampleNames();
const schema = async (name) => JSON.parse(await readFile(path.join(TEMPLATE, 'schemas', `${name}.schema.json`), 'utf8'));

for (const name of names) {
  for (const look of Object.keys(LOOKS)) {
    test(`${name} comes out sound in the look ${look}`, async () => {
      const ctx = await sample(name, look);
      const { ok, files, error } = await renderer.call({ op: 'render', ctx });
      assert.ok(ok, JSON.stringify(error));
      for (const [file, html] of Object.entries(files).filter(([file]) => file.endsWith('.html'))) check(file, html, files, ctx);
    });
  }
}

function check(file, html, files, ctx) {
  const all = (pattern) => [...html.matchAll(pattern)].map((match) => match[1]);
  assert.equal(all(/<(h1)[ >]/g).length, 1, `${file}: one h1`);
  const ids = all(/ id="([^"]+)"/g);
  assert.equal(new Set(ids).size, ids.length, `${file}: ids once each`);
  let level = 0;
  for (const heading of all(/<h([1-6])[ >]/g).map(Number)) {
    assert.ok(heading <= level + 1, `${file}: no heading level is left out`);
    level = heading;
  }
  for (const href of all(/ href="([^"]+)"/g).filter((target) => target.startsWith('/') && !target.startsWith('/_img/'))) {
    const target = href.slice(1);
    assert.ok(target === '' || files[target] || files[`${target}index.html`], `${file}: ${href} exists`);
  }
  assert.ok(html.includes(`<html lang="${ctx.site.language}"`));
  assert.ok(html.includes(`<meta name="generator-build" content="${ctx.marker}"`));
  assert.ok(/<meta name="description" content="[^"]{20,}"/.test(html), `${file}: a description`);
  assert.ok(!/undefined|\[object Object\]|NaN/.test(html), `${file}: no programmer's words`);
  if (file !== '404.html') assert.ok(html.includes(`<link rel="canonical" href="${ctx.baseUrl}/${file.replace('index.html', '')}"`), `${file}: canonical`);
}

test('sections stand in the order that the content gives them', async () => {
  const { files } = await renderer.call({ op: 'render', ctx: await sample('menuiserie-fr') });
  const order = [...files['index.html'].matchAll(/class="(hero|section section--([a-z]+))[ "]/g)].map((match) => match[2] ?? match[1]);
  assert.deepEqual(order, ['hero', 'services', 'about', 'gallery', 'testimonials', 'certifications', 'faq', 'contact']);
});

test('the samples obey the schemas', async () => {
  const Ajv = tool('ajv/dist/2020.js').default;
  for (const [file, kind] of [['site', 'site'], ['content', 'content'], ['tokens', 'design-tokens']]) {
    const validate = new Ajv({ strict: false, allErrors: true }).compile(await schema(kind));
    for (const name of names) {
      assert.ok(validate((await sample(name))[file]), `${name} ${kind}: ${JSON.stringify(validate.errors?.slice(0, 3))}`);
    }
  }
});

test('the schemas refuse what they do not know', async () => {
  const Ajv = tool('ajv/dist/2020.js').default;
  const refused = async (kind, change, of = 'menuiserie-fr') => {
    const ctx = await sample(of);
    const data = { site: ctx.site, content: ctx.content, 'design-tokens': ctx.tokens }[kind];
    change(data);
    assert.equal(new Ajv({ strict: false }).compile(await schema(kind))(data), false, String(change));
  };
  await refused('site', (site) => { site.unknown = 1; });
  await refused('site', (site) => { site.tagline = null; });
  await refused('site', (site) => { site.hours[0].opens = '25:00'; });
  await refused('site', (site) => { site.contact.phones[0].tel = 'javascript:1'; });
  await refused('content', (content) => { content.pages[0].path = '/x/'; });
  await refused('content', (content) => { content.pages[1].path = '/../x/'; });
  await refused('content', (content) => { content.pages[0].sections[0].type = 'carousel'; });
  await refused('content', (content) => { content.pages[0].sections[0].extra = 'x'; });
  await refused('content', (content) => { content.pages[0].sections[0].actions[0].href = 'javascript:alert(1)'; });
  await refused('content', (content) => { content.pages[0].sections[0].actions[0].href = '//evil.example'; });
  await refused('content', (content) => { content.pages[0].sections[1].items[0].image = '../../x'; });
  await refused('design-tokens', (tokens) => { tokens.color.primary = 'red;}'; });
  await refused('design-tokens', (tokens) => { tokens.font.heading = 'comic'; });
});

test('the fonts of the schema are those of the list', async () => {
  const fonts = JSON.parse(await readFile(path.join(TEMPLATE, 'src/lib/fonts.json'), 'utf8'));
  assert.deepEqual((await schema('design-tokens')).$defs.font.enum.toSorted(), Object.keys(fonts).toSorted());
});

test('a preview is kept out of search engines', async () => {
  const { files } = await renderer.call({ op: 'render', ctx: { ...(await sample('friseur-de')), noindex: true } });
  assert.ok(files['index.html'].includes('<meta name="robots" content="noindex"'));
  assert.ok(files['robots.txt'].includes('Disallow: /'));
});

test('the legal page names the host, and says nothing of it when it is not known', async () => {
  const ctx = await sample('menuiserie-fr');
  const named = await renderer.call({ op: 'render', ctx });
  assert.ok(named.files['mentions-legales/index.html'].includes('Hébergement du Port SAS'));
  delete ctx.host;
  const unnamed = await renderer.call({ op: 'render', ctx });
  assert.ok(!unnamed.files['mentions-legales/index.html'].includes('Hébergement'));
});

test('opening hours are grouped, and a day that nobody named is not called closed', async () => {
  const { files } = await renderer.call({ op: 'render', ctx: await sample('menuiserie-fr') });
  const table = files['contact/index.html'].match(/<table class="hours">.*?<\/table>/s)[0];
  assert.ok(table.includes('Lundi – jeudi') && table.includes('08:00'));
  assert.ok(!/Samedi|Dimanche|Fermé/.test(table));
});

test('phone numbers do not break', async () => {
  const { files } = await renderer.call({ op: 'render', ctx: await sample('menuiserie-fr') });
  assert.ok(files['contact/index.html'].includes('06\u00a012\u00a034\u00a056\u00a078'));
  assert.ok(!/<a[^>]*>06 12 34/.test(files['contact/index.html']));
});

test('other languages of the site are announced', async () => {
  const { files } = await renderer.call({ op: 'render', ctx: await sample('restaurant-en') });
  assert.ok(files['index.html'].includes('<link rel="alternate" hreflang="fr" href="https://saltyard.example/fr/"'));
  assert.ok(files['index.html'].includes('<link rel="alternate" hreflang="en" href="http://restaurant-en.localhost:8081/"'));
});

test('the business is described for search engines by its facts', async () => {
  const { files } = await renderer.call({ op: 'render', ctx: await sample('menuiserie-fr') });
  const data = JSON.parse(files['index.html'].match(/<script type="application\/ld\+json">(.*?)<\/script>/s)[1]);
  assert.equal(data['@type'], 'LocalBusiness');
  assert.equal(data.telephone, '+33299123456');
  assert.equal(data.address.addressLocality, 'Rennes');
  assert.equal(data.openingHoursSpecification.length, 3);
});

test('every page of the map is a page of the site', async () => {
  const { files } = await renderer.call({ op: 'render', ctx: await sample('menuiserie-fr') });
  const places = [...files['sitemap.xml'].matchAll(/<loc>([^<]+)<\/loc>/g)].map((match) => new URL(match[1]).pathname);
  assert.deepEqual(places.map((place) => `${place.slice(1)}index.html`).filter((file) => !files[file]), []);
  assert.equal(places.length, 7);
});
