import { performance } from 'node:perf_hooks';

/** A refusal that the caller can word: a code, a sentence for the log, and the page where there is one. */
export class Refusal extends Error {
  constructor(code, message, page) {
    super(message);
    this.code = code;
    this.page = page;
  }
}

const PATH = /^\/([a-z0-9][a-z0-9-]*\/)*$/;
const EXTRAS = { '/404/': '404.html', '/sitemap.xml': 'sitemap.xml', '/robots.txt': 'robots.txt', '/favicon.svg': 'favicon.svg' };

/** Renders all files of one site in memory. */
export async function renderSite(renderPage, ctx) {
  const started = performance.now();
  check(ctx);
  const files = {};
  for (const { path } of ctx.content.pages) files[`${path.slice(1)}index.html`] = await render(renderPage, ctx, path, 200);
  for (const [path, file] of Object.entries(EXTRAS)) files[file] = await render(renderPage, ctx, path, path === '/404/' ? 404 : 200);
  return { files, ms: Math.round((performance.now() - started) * 10) / 10 };
}

async function render(renderPage, ctx, path, expected) {
  const page = path === '/404/' || path in EXTRAS ? undefined : path;
  let answer;
  try {
    answer = await renderPage(new URL(path, ctx.baseUrl).href, ctx);
  } catch (error) {
    throw new Refusal('render-failed', String(error?.message ?? error), page ?? path);
  }
  if (answer.status !== expected && !(path === '/404/' && answer.status === 200)) {
    throw new Refusal('render-failed', `the page answers ${answer.status}`, page ?? path);
  }
  return answer.body;
}

function check(ctx) {
  for (const key of ['site', 'content', 'tokens', 'baseUrl']) {
    if (!ctx?.[key]) throw new Refusal('invalid-context', `"${key}" is missing`);
  }
  ctx.images ??= {};
  if (!URL.canParse(ctx.baseUrl)) throw new Refusal('invalid-context', '"baseUrl" is not an address');
  const pages = ctx.content.pages;
  if (!Array.isArray(pages) || pages.length === 0) throw new Refusal('invalid-context', 'there are no pages');
  if (pages[0].path !== '/') throw new Refusal('invalid-context', 'the first page is not "/"', String(pages[0].path));
  const seen = new Set();
  for (const { path } of pages) {
    if (!PATH.test(path) || path === '/404/') throw new Refusal('invalid-context', 'a path is not allowed', String(path));
    if (seen.has(path)) throw new Refusal('invalid-context', 'two pages have the same path', path);
    seen.add(path);
  }
}
