import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { performance } from 'node:perf_hooks';
import { filesBelow } from './sources.mjs';

/** A refusal that the caller can word: a code, a sentence for the log, and the page where there is one. */
export class Refusal extends Error {
  constructor(code, message, page) {
    super(message);
    this.code = code;
    this.page = page;
  }
}

const PATH = /^\/([a-z0-9][a-z0-9-]*\/)*$/;
const LANGUAGES = new Set(['fr', 'en', 'de']);
const EXTRAS = { '/404/': '404.html', '/sitemap.xml': 'sitemap.xml', '/robots.txt': 'robots.txt', '/favicon.svg': 'favicon.svg' };

/** Renders one page of a site as it would be, without the files that it names. */
export async function renderOne(renderPage, ctx, page) {
  check(ctx);
  if (!pathsOf(ctx).includes(page)) throw new Refusal('invalid-context', 'there is no such page', String(page));
  return { files: { [`${page.slice(1)}index.html`]: await render(renderPage, ctx, page, 200) } };
}

/** Renders all files of one site in memory; `assets` are the compiled template's own files, of which a site gets those it names. */
export async function renderSite(renderPage, assets, ctx) {
  const started = performance.now();
  check(ctx);
  const files = {};
  for (const page of pathsOf(ctx)) files[`${page.slice(1)}index.html`] = await render(renderPage, ctx, page, 200);
  for (const { site } of ctx.languages) files[`${site.language}/404.html`] = await render(renderPage, ctx, `/${site.language}/404/`, 404);
  for (const [page, file] of Object.entries(EXTRAS)) files[file] = await render(renderPage, ctx, page, page === '/404/' ? 404 : 200);
  const sheet = files['index.html'].match(/"(\/assets\/site-[0-9a-f]{16}\.css)"/)?.[1];
  if (sheet) files[sheet.slice(1)] = await render(renderPage, ctx, sheet, 200);
  addAssets(files, assets);
  return { files, ms: Math.round((performance.now() - started) * 10) / 10 };
}

/** The addresses of all pages, those of the further languages below a folder of their own. */
function pathsOf({ content, languages }) {
  const further = languages.flatMap((version) => version.content.pages.map(({ path }) => `/${version.site.language}${path}`));
  return [...content.pages.map(({ path }) => path), ...further];
}

async function render(renderPage, ctx, page, expected) {
  let answer;
  try {
    answer = await renderPage(new URL(page, ctx.baseUrl).href, ctx);
  } catch (error) {
    throw new Refusal('render-failed', String(error?.message ?? error), page);
  }
  if (answer.status !== expected) throw new Refusal('render-failed', `the page answers ${answer.status}`, page);
  return answer.body;
}

function addAssets(files, assets) {
  const named = new Set(Object.keys(files).map((name) => name.replace(/^assets\//, '')));
  const search = (text) => {
    for (const [, name] of text.matchAll(/\/assets\/([\w.@-]+)/g)) {
      const asset = assets.get(name);
      if (!asset || named.has(name)) continue;
      named.add(name);
      files[`assets/${name}`] = asset;
      if (typeof asset === 'string') search(asset);
    }
  };
  for (const [name, body] of Object.entries(files)) if (/\.(html|css)$/.test(name)) search(body);
}

/** The compiled template's own files by name: text as it is, all else for JSON. */
export async function loadAssets(dir) {
  const assets = new Map();
  for (const name of await filesBelow(dir)) {
    const body = await readFile(path.join(dir, name));
    assets.set(name, /\.(css|js|svg|txt|json)$/.test(name) ? body.toString('utf8') : { base64: body.toString('base64') });
  }
  return assets;
}

function check(ctx) {
  for (const key of ['site', 'content', 'tokens', 'baseUrl']) {
    if (!ctx?.[key]) throw new Refusal('invalid-context', `"${key}" is missing`);
  }
  ctx.images ??= {};
  ctx.videos ??= {};
  if (!URL.canParse(ctx.baseUrl)) throw new Refusal('invalid-context', '"baseUrl" is not an address');
  ctx.languages ??= [];
  const spoken = [ctx.site, ...ctx.languages.map(({ site }) => site ?? {})].map(({ language }) => language);
  if (new Set(spoken).size < spoken.length) throw new Refusal('invalid-context', 'a language is there twice');
  if (!spoken.slice(1).every((language) => LANGUAGES.has(language))) throw new Refusal('invalid-context', 'a further language is not known');
  for (const { content } of [ctx, ...ctx.languages]) checkPages(content?.pages);
  const seen = pathsOf(ctx);
  const twice = seen.find((page, i) => seen.indexOf(page) < i || ctx.languages.some(({ site }) => page === `/${site.language}/404/`));
  if (twice) throw new Refusal('invalid-context', 'two pages have the same path', twice);
}

function checkPages(pages) {
  if (!Array.isArray(pages) || pages.length === 0) throw new Refusal('invalid-context', 'there are no pages');
  if (pages[0].path !== '/') throw new Refusal('invalid-context', 'the first page is not "/"', String(pages[0].path));
  for (const page of pages) {
    if (!PATH.test(page.path) || page.path === '/404/') throw new Refusal('invalid-context', 'a path is not allowed', String(page.path));
  }
}
