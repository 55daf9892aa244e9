import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { startRenderer } from './support/renderer.mjs';
import { sample } from './support/samples.mjs';

let renderer;
before(async () => { renderer = await startRenderer(); });
after(() => renderer.stop());

test('the first line says which template is ready', () => {
  assert.match(renderer.ready.template, /^[0-9a-f]{64}$/);
  assert.equal(typeof renderer.ready.pid, 'number');
});

test('a site is rendered with all its files', async () => {
  const answer = await renderer.call({ op: 'render', ctx: await sample('menuiserie-fr') });
  assert.equal(answer.ok, true);
  const names = Object.keys(answer.files);
  for (const name of ['index.html', 'services/index.html', 'services/fenetres/index.html', '404.html', 'sitemap.xml', 'robots.txt', 'favicon.svg']) assert.ok(names.includes(name), name);
  assert.equal(names.filter((name) => /^assets\/site-[0-9a-f]{16}\.css$/.test(name)).length, 1);
  const fonts = names.filter((name) => name.endsWith('.woff2'));
  assert.ok(fonts.length >= 1 && fonts.every((name) => answer.files[name].base64.length > 1000));
});

test('one page of a site is the same alone', async () => {
  const whole = await renderer.call({ op: 'render', ctx: await sample('menuiserie-fr') });
  const alone = await renderer.call({ op: 'render', ctx: await sample('menuiserie-fr'), page: '/services/' });
  assert.deepEqual(alone.files, { 'services/index.html': whole.files['services/index.html'] });
  assert.equal((await renderer.call({ op: 'render', ctx: await sample('menuiserie-fr'), page: '/nowhere/' })).error.code, 'invalid-context');
});

test('the renderer says how it is', async () => {
  const answer = await renderer.call({ op: 'ping' });
  assert.ok(answer.ok && answer.rssMb > 10 && answer.rendered >= 0);
});

test('what is not understood is refused and the next request is served', async () => {
  assert.equal((await renderer.raw('this is no JSON')).error.code, 'bad-request');
  assert.equal((await renderer.call({ op: 'constructor' })).error.code, 'unknown-op');
  assert.equal((await renderer.call({ op: 'render' })).error.code, 'invalid-context');
  assert.equal((await renderer.call({ op: 'ping' })).ok, true);
});

test('a page that cannot be rendered is named', async () => {
  const ctx = await sample('plombier-fr');
  ctx.content.pages.push({ path: '/tarifs/', kind: 'prices', label: 'Tarifs', title: 'Tarifs', sections: [{ type: 'prices' }] });
  const { ok, error } = await renderer.call({ op: 'render', ctx });
  assert.equal(ok, false);
  assert.equal(error.code, 'render-failed');
  assert.equal(error.page, '/tarifs/');
});

test('paths that lead elsewhere are refused', async () => {
  for (const path of ['/../x/', '/a//b/', '/A/', 'x/', '/404/', '/']) {
    const ctx = await sample('plombier-fr');
    ctx.content.pages.push({ ...ctx.content.pages[0], path });
    assert.equal((await renderer.call({ op: 'render', ctx })).error?.code, 'invalid-context', path);
  }
});

test('fifty sites asked for at once do not mix', async () => {
  const plain = await sample('restaurant-en');
  const answers = await Promise.all(Array.from({ length: 50 }, (_, i) => {
    const ctx = structuredClone(plain);
    ctx.site.name = `Client ${i}.`;
    ctx.baseUrl = `http://client-${i}.example`;
    ctx.tokens.color.primary = `#0f52${(20 + i).toString(16)}`;
    return renderer.call({ op: 'render', ctx });
  }));
  answers.forEach((answer, i) => {
    const pages = Object.entries(answer.files).filter(([name]) => name.endsWith('.html')).map(([, html]) => html);
    for (const html of pages) {
      assert.ok(html.includes(`Client ${i}.`));
      assert.deepEqual([...new Set(html.match(/Client \d+\./g))], [`Client ${i}.`]);
      assert.deepEqual([...new Set(html.match(/client-\d+\.example/g) ?? [`client-${i}.example`])], [`client-${i}.example`]);
    }
    const sheet = Object.entries(answer.files).find(([name]) => name.endsWith('.css'))[1];
    assert.ok(sheet.includes(`--primary:#0f52${(20 + i).toString(16)}`));
  });
});
