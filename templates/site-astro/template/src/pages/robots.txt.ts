import type { APIRoute } from 'astro';
import { contextOf } from '../lib/context';

export const GET: APIRoute = (astro) => {
  const { baseUrl, noindex } = contextOf(astro);
  const sitemap = new URL('/sitemap.xml', baseUrl).href;
  return new Response(noindex ? 'User-agent: *\nDisallow: /\n' : `User-agent: *\nAllow: /\nSitemap: ${sitemap}\n`);
};
