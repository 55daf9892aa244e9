import outfit from '@fontsource-variable/outfit/files/outfit-latin-wght-normal.woff2?url';
import bitter from '@fontsource-variable/bitter/files/bitter-latin-wght-normal.woff2?url';
import bricolage from '@fontsource-variable/bricolage-grotesque/files/bricolage-grotesque-latin-wght-normal.woff2?url';
import figtree from '@fontsource-variable/figtree/files/figtree-latin-wght-normal.woff2?url';
import fraunces from '@fontsource-variable/fraunces/files/fraunces-latin-wght-normal.woff2?url';
import playfair from '@fontsource-variable/playfair-display/files/playfair-display-latin-wght-normal.woff2?url';
import fonts from './fonts.json';
import type { Tokens } from './context';

const files: Record<string, string> = { humanist: figtree, geometric: outfit, grotesk: bricolage, serif: fraunces, didone: playfair, slab: bitter };

/** The font file that the headings need: ours to serve, nothing is fetched from others. The text itself uses the system's fonts. */
export function headingFont(tokens: Tokens): { url: string; face: string } | undefined {
  const key = tokens.font.heading as keyof typeof fonts;
  const url = files[key];
  const font = fonts[key] as { family?: string };
  if (!url || !font?.family) return undefined;
  const face = `@font-face{font-family:"${font.family}";font-style:normal;font-display:swap;font-weight:100 900;src:url(${url}) format("woff2")}`;
  return { url, face };
}
