import type { APIRoute } from 'astro';
import { contextOf } from '../lib/context';
import { xml } from '../lib/escape';

const corner = { none: 0, small: 12, large: 32 };

/** The first letter of the business on its colour. */
export const GET: APIRoute = (astro) => {
  const { site, tokens } = contextOf(astro);
  const letter = [...site.name].find((sign) => /[\p{L}\p{N}]/u.test(sign))?.toLocaleUpperCase(site.language) ?? '•';
  const { primary, onPrimary } = tokens.color;
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 64 64"><rect width="64" height="64" rx="${corner[tokens.radius]}" fill="${primary}"/><text x="32" y="33" dominant-baseline="central" text-anchor="middle" font-family="Georgia,serif" font-size="38" font-weight="700" fill="${onPrimary}">${xml(letter)}</text></svg>\n`;
  return new Response(svg, { headers: { 'content-type': 'image/svg+xml' } });
};
