import type { Ctx } from './context';
import { fontFiles } from './fonts';
import { globalCss } from './global-css.mjs';

const base = import.meta.glob('../styles/base.css', { eager: true, query: '?raw', import: 'default' }) as Record<string, string>;
const looks = import.meta.glob('../styles/looks/*.css', { eager: true, query: '?raw', import: 'default' }) as Record<string, string>;
const sections = import.meta.glob('../styles/sections/*.css', { eager: true, query: '?raw', import: 'default' }) as Record<string, string>;

/** Section types that share a sheet with another. */
const sheetOf: Record<string, string> = { about: 'story', text: 'story', hours: 'contact' };
const small = (sheets: Record<string, string>) =>
  Object.fromEntries(Object.entries(sheets).map(([file, css]) => [file.replace(/^.*\/|\.css$/g, ''), minify(css)]));
const sheets = { ...small(base), looks: small(looks), sections: small(sections) } as { base: string; looks: Record<string, string>; sections: Record<string, string> };
const known = new WeakMap<Ctx, { css: string; path: string }>();

/** The one style sheet of a site, named by its content: base, the sections that it has, its look, the tokens, then a person's own rules. */
export function stylesOf(ctx: Ctx): { css: string; path: string } {
  let styles = known.get(ctx);
  if (!styles) {
    const types = new Set(ctx.content.pages.flatMap(({ sections }) => sections.map(({ type }) => sheetOf[type] ?? type)));
    const own = [...types].sort().map((type) => sheets.sections[type] ?? '');
    if ((ctx.main ?? ctx).languages?.length) own.push(sheets.sections.tongues ?? '');
    const faces = fontFiles(ctx.tokens).map(({ face }) => face);
    const css = [...faces, sheets.base, ...own, sheets.looks[ctx.tokens.look], globalCss(ctx.tokens, withoutComments(ctx.customCss ?? ''))].filter(Boolean).join('\n');
    styles = { css, path: `/assets/site-${digest(css)}.css` };
    known.set(ctx, styles);
  }
  return styles;
}

function withoutComments(css: string): string {
  return css.replace(/\/\*[\s\S]*?\*\//g, '').trim();
}

/** Good enough for our own sheets, which have no such signs inside strings. */
function minify(css: string): string {
  return withoutComments(css)
    .replace(/\s+/g, ' ')
    .replace(/ ?([{};,>]) ?/g, '$1')
    .replace(/([{;][\w-]+): /g, '$1:')
    .replace(/;}/g, '}')
    .trim();
}

/** Two rounds of FNV-1a: a name for a file, not a proof. */
function digest(text: string): string {
  const round = (seed: number) => {
    let hash = seed;
    for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 16777619);
    return (hash >>> 0).toString(16).padStart(8, '0');
  };
  return round(0x811c9dc5) + round(0x1b873593);
}
