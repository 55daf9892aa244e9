import type { Ctx, Page } from './context';
import { headingFont } from './fonts';
import { globalCss } from './global-css.mjs';

const base = import.meta.glob('../styles/base.css', { eager: true, query: '?raw', import: 'default' }) as Record<string, string>;
const looks = import.meta.glob('../styles/looks/*.css', { eager: true, query: '?raw', import: 'default' }) as Record<string, string>;
const sections = import.meta.glob('../styles/sections/*.css', { eager: true, query: '?raw', import: 'default' }) as Record<string, string>;

const small = (sheets: Record<string, string>) =>
  Object.fromEntries(Object.entries(sheets).map(([file, css]) => [file.replace(/^.*\/|\.css$/g, ''), minify(css)]));
const sheets = { base: small(base), looks: small(looks), sections: small(sections) };

/** The one style sheet of a page: what its sections need, the look, the tokens, then a person's own rules. */
export function stylesOf(ctx: Ctx, page?: Page): string {
  const types = [...new Set((page?.sections ?? []).map((section) => section.type))].sort();
  const own = types.map((type) => sheets.sections[type] ?? '');
  const css = [headingFont(ctx.tokens)?.face ?? '', sheets.base.base, ...own, sheets.looks[ctx.tokens.look], globalCss(ctx.tokens, ctx.customCss)].filter(Boolean).join('\n');
  return css.replace(/<\/(?=style)/gi, '<\\/');
}

/** Good enough for our own sheets, which have no such signs inside strings. */
function minify(css: string): string {
  return css
    .replace(/\/\*[\s\S]*?\*\//g, '')
    .replace(/\s+/g, ' ')
    .replace(/ ?([{};,>]) ?/g, '$1')
    .replace(/([{;][\w-]+): /g, '$1:')
    .replace(/;}/g, '}')
    .trim();
}
