import type { APIRoute } from 'astro';
import { contextOf } from '../lib/context';
import { xml } from '../lib/escape';

export const GET: APIRoute = (astro) => {
  const { baseUrl, content, noindex } = contextOf(astro);
  const pages = noindex ? [] : content.pages;
  const urls = pages.map((page) => `<url><loc>${xml(new URL(page.path, baseUrl).href)}</loc></url>`);
  const body = `<?xml version="1.0" encoding="UTF-8"?>\n<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">${urls.join('')}</urlset>\n`;
  return new Response(body, { headers: { 'content-type': 'application/xml' } });
};
