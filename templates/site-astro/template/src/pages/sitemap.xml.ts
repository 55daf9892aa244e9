import type { APIRoute } from 'astro';
import { contextOf } from '../lib/context';
import { xml } from '../lib/escape';
import { counterparts, versions } from '../lib/languages';

export const GET: APIRoute = (astro) => {
  const ctx = contextOf(astro);
  const all = versions(ctx);
  const place = (path: string) => xml(new URL(path, ctx.baseUrl).href);
  const others = (version: typeof ctx, path: string) => all.length < 2 ? '' : counterparts(version, path).map((other) => `<xhtml:link rel="alternate" hreflang="${other.language}" href="${place(other.path)}"/>`).join('');
  const urls = ctx.noindex ? [] : all.flatMap((version) => version.content.pages.map(({ path }) => `<url><loc>${place(path)}</loc>${others(version, path)}</url>`));
  const names = all.length < 2 ? '' : ' xmlns:xhtml="http://www.w3.org/1999/xhtml"';
  const body = `<?xml version="1.0" encoding="UTF-8"?>\n<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"${names}>${urls.join('')}</urlset>\n`;
  return new Response(body, { headers: { 'content-type': 'application/xml' } });
};
