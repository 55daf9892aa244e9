import type { APIRoute } from 'astro';
import { contextOf } from '../../lib/context';
import { local } from '../../lib/local';
import { stylesOf } from '../../lib/styles';

const nameOf = (path: string) => path.replace(/^\/assets\/|\.css$/g, '');

export function getStaticPaths() {
  return [{ params: { sheet: nameOf(stylesOf(local()).path) } }];
}

export const GET: APIRoute = (astro) => {
  const { css, path } = stylesOf(contextOf(astro));
  if (astro.params.sheet !== nameOf(path)) return new Response(undefined, { status: 404 });
  return new Response(css, { headers: { 'content-type': 'text/css; charset=utf-8' } });
};
