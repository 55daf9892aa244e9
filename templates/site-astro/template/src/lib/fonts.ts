import outfit from '@fontsource-variable/outfit/files/outfit-latin-wght-normal.woff2?url';
import bitter from '@fontsource-variable/bitter/files/bitter-latin-wght-normal.woff2?url';
import bricolage from '@fontsource-variable/bricolage-grotesque/files/bricolage-grotesque-latin-wght-normal.woff2?url';
import figtree from '@fontsource-variable/figtree/files/figtree-latin-wght-normal.woff2?url';
import fraunces from '@fontsource-variable/fraunces/files/fraunces-latin-wght-normal.woff2?url';
import playfair from '@fontsource-variable/playfair-display/files/playfair-display-latin-wght-normal.woff2?url';
import fonts from './fonts.json';
import type { Tokens } from './context';

const files: Record<string, string> = { humanist: figtree, geometric: outfit, grotesk: bricolage, serif: fraunces, didone: playfair, slab: bitter };
/** Fonts light enough to be loaded for the running text too; all else runs in the system's fonts. */
const forText = new Set(['humanist', 'geometric']);

/** The font files that a site needs: ours to serve, nothing is fetched from others. */
export function fontFiles({ font }: Tokens): { url: string; face: string }[] {
  const keys = new Set([font.heading, ...(forText.has(font.body) ? [font.body] : [])]);
  return [...keys].flatMap((key) => {
    const { family } = (fonts as Record<string, { family?: string }>)[key] ?? {};
    const url = files[key];
    if (!url || !family) return [];
    return { url, face: `@font-face{font-family:"${family}";font-style:normal;font-display:swap;font-weight:100 900;src:url(${url}) format("woff2")}` };
  });
}
