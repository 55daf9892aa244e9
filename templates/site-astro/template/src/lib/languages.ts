import type { Ctx, Site, Version } from './context';

const known = new WeakMap<Version, Ctx>();

/** The site as a visitor of this address reads it: below `/<language>/` in that further language, else in its main one. */
export function spokenAt(ctx: Ctx, path: string): Ctx {
  const first = path.split('/')[1];
  const version = (ctx.languages ?? []).find(({ site }) => site.language === first);
  return version ? spoken(ctx, version) : ctx;
}

/** All versions of the site, the main one first. */
export function versions(ctx: Ctx): Ctx[] {
  const main = ctx.main ?? ctx;
  return [main, ...(main.languages ?? []).map((version) => spoken(main, version))];
}

/** The same page in every language that has it, the main one first; the home pages where there is no page. */
export function counterparts(ctx: Ctx, path: string | undefined): { language: Site['language']; path: string; isThis: boolean }[] {
  const tail = path?.slice(homeOf(ctx).length) ?? '';
  return versions(ctx)
    .map((other) => ({ language: other.site.language, path: homeOf(other) + tail, isThis: other.site.language === ctx.site.language, pages: other.content.pages }))
    .filter((entry) => entry.pages.some((page) => page.path === entry.path));
}

/** Where the pages of this language begin. */
export function homeOf(ctx: Ctx): string {
  return ctx.main ? `/${ctx.site.language}/` : '/';
}

function spoken(main: Ctx, version: Version): Ctx {
  let ctx = known.get(version);
  if (!ctx) {
    const home = `/${version.site.language}/`;
    const paths = new Set(version.content.pages.map(({ path }) => path));
    const pages = version.content.pages.map((page) => ({ ...moved(page, home, paths), path: home + page.path.slice(1) }));
    const images = Object.fromEntries(Object.entries(main.images).map(([id, image]) => [id, { ...image, alt: version.alts?.[id] ?? image.alt }]));
    ctx = { ...main, main, site: version.site, content: { ...version.content, pages }, images };
    known.set(version, ctx);
  }
  return ctx;
}

/** With every link to a page of the site leading to that page in the same language. */
function moved<T>(value: T, home: string, paths: Set<string>): T {
  if (Array.isArray(value)) return value.map((item) => moved(item, home, paths)) as T;
  if (!value || typeof value !== 'object') return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => {
    const leads = key === 'href' && typeof inner === 'string' && paths.has(inner.split(/[?#]/)[0]!);
    return [key, leads ? home + inner.slice(1) : moved(inner, home, paths)];
  })) as T;
}
