import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { contrast, globalCss } from '../../template/src/lib/global-css.mjs';
import { startRenderer } from './support/renderer.mjs';
import { sample, sampleNames } from './support/samples.mjs';

let renderer;
before(async () => { renderer = await startRenderer(); });
after(() => renderer.stop());

const MARK = `"><script>alert(1)</script><img src=x onerror=alert(2)> ' & </style></title>`;

/** Puts the mark behind every text of a client. */
function poisoned(value, key = '') {
  if (Array.isArray(value)) return value.map((item) => poisoned(item, key));
  if (value && typeof value === 'object') return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, poisoned(inner, name)]));
  const shape = ['type', 'path', 'kind', 'image', 'href', 'url', 'tel', 'language', 'days', 'opens', 'closes', 'mapUrl', 'country', 'from', 'to'];
  return typeof value === 'string' && !shape.includes(key) ? value + MARK : value;
}

test('no text of a client becomes markup', async () => {
  for (const name of await sampleNames()) {
    const ctx = await sample(name);
    const answer = await renderer.call({ op: 'render', ctx: { ...ctx, site: poisoned(ctx.site), content: poisoned(ctx.content), host: poisoned(ctx.host), marker: MARK } });
    assert.ok(answer.ok, JSON.stringify(answer.error));
    for (const [file, body] of Object.entries(answer.files)) {
      if (typeof body !== 'string') continue;
      // Inside quotes only the quote itself ends a value, so attribute values are taken out before looking for elements.
      const markup = body.replace(/="[^"]*"/g, (value) => (value === '="application/ld+json"' ? value : '=""'));
      assert.ok(!markup.includes('<script>'), file);
      assert.ok(!markup.includes('<img src=x'), file);
      const scripts = [...markup.matchAll(/<script\b[^>]*>/g)].map((match) => match[0]);
      assert.ok(scripts.every((script) => script === '<script type="application/ld+json">'), file);
    }
  }
});

test('a link leads only where a link may lead', async () => {
  const bad = ['javascript:alert(1)', ' JaVaScRiPt:alert(1)', 'data:text/html,x', 'vbscript:x', '//evil.example/', '/\\evil.example', 'file:///etc/passwd'];
  const ctx = await sample('plombier-fr');
  ctx.content.pages[0].sections[0].actions = bad.map((href) => ({ label: 'x', href }));
  ctx.content.pages[0].sections[1].items = bad.map((href) => ({ title: 'x', href }));
  ctx.content.alternates = bad.map((url) => ({ language: 'en', url }));
  ctx.site.social = bad.map((url) => ({ network: 'x', url }));
  ctx.site.contact.mapUrl = bad[0];
  const { files } = await renderer.call({ op: 'render', ctx });
  const targets = [...files['index.html'].matchAll(/ href="([^"]*)"/g)].map((match) => match[1]);
  for (const target of targets) assert.match(target, /^(https?:\/\/[^/]|\/(?![/\\])|tel:|mailto:|#)/);
});

test('a section of an unknown or inherited name is left out', async () => {
  const ctx = await sample('plombier-fr');
  ctx.content.pages[0].sections.push({ type: 'constructor' }, { type: '__proto__' }, { type: 'carousel' });
  const { ok } = await renderer.call({ op: 'render', ctx });
  assert.equal(ok, true);
});

test('a picture that is not there leaves no hole', async () => {
  const ctx = await sample('menuiserie-fr', undefined, {});
  const { files } = await renderer.call({ op: 'render', ctx });
  assert.ok(!files['index.html'].includes('<img'));
  assert.ok(files['index.html'].includes('hero--drawn'));
});

test('a very long and a right-to-left name do no harm', async () => {
  for (const name of ['x'.repeat(300), 'مطعم البحر', '🍕🍕🍕', '\u0007bell']) {
    const ctx = await sample('plombier-fr');
    ctx.site.name = name;
    const { ok, files } = await renderer.call({ op: 'render', ctx });
    assert.ok(ok);
    assert.ok(!files['favicon.svg'].includes('\u0007'));
  }
});

test('whatever colours are chosen, what is derived from them can be read', () => {
  let seed = 7;
  const channel = () => (seed = (seed * 1103515245 + 12345) % 2147483648) % 256;
  const color = () => `#${[0, 1, 2].map(() => channel().toString(16).padStart(2, '0')).join('')}`;
  for (let i = 0; i < 300; i++) {
    const dark = i % 3 === 0;
    const background = dark ? '#101418' : '#fdfdfb';
    const surface = dark ? '#1b2127' : '#f1efe9';
    const css = globalCss({ color: { background, surface, text: dark ? '#f2f2f2' : '#1d1d1d', muted: dark ? '#b5b5b5' : '#5a5a5a', primary: color(), onPrimary: '#ffffff', accent: color(), onAccent: '#000000', border: '#cccccc' }, font: { heading: 'serif', body: 'sans' }, radius: 'none' });
    const value = (name) => css.match(new RegExp(`--${name}:(#[0-9a-f]{6})`))[1];
    for (const ground of [background, surface]) for (const name of ['link', 'accent-ink']) assert.ok(contrast(value(name), ground) >= 4.5, css);
    for (const name of ['on-deep', 'on-deep-muted', 'accent-on-deep']) assert.ok(contrast(value(name), value('deep')) >= 4.5, `${name} ${css}`);
    assert.ok(contrast(value('on-tint'), value('tint')) >= 4.5, css);
    const [, veil, alpha] = css.match(/--veil:(#[0-9a-f]{6})([0-9a-f]{2})/);
    const share = parseInt(alpha, 16) / 255;
    const frame = `#${[1, 3, 5].map((at) => Math.round(255 + (parseInt(veil.slice(at, at + 2), 16) - 255) * share).toString(16).padStart(2, '0')).join('')}`;
    assert.ok(contrast(value('on-deep'), frame) >= 4.5, `words over a white frame: ${css}`);
  }
});
