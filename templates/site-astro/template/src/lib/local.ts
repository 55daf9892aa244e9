import type { Ctx, Version } from './context';

const data = import.meta.glob('../../data/*.json', { eager: true, import: 'default' }) as Record<string, any>;
const further = import.meta.glob('../../data/*/*.json', { eager: true, import: 'default' }) as Record<string, any>;
const tokens = import.meta.glob('../../design-tokens.json', { eager: true, import: 'default' }) as Record<string, any>;
const own = import.meta.glob('../styles/custom.css', { eager: true, query: '?raw', import: 'default' }) as Record<string, string>;

/** The site's further languages, each from a folder `data/<language>/`. */
function languages(): Version[] {
  return ['fr', 'en', 'de'].filter((language) => further[`../../data/${language}/site.json`]).map((language) => ({
    site: further[`../../data/${language}/site.json`],
    content: further[`../../data/${language}/content.json`],
    alts: further[`../../data/${language}/alts.json`],
  }));
}

/** The context of a plain build, from `data/`, `design-tokens.json` and `src/styles/custom.css`. */
export function local(): Ctx {
  const read = (name: string, otherwise: unknown) => data[`../../data/${name}.json`] ?? otherwise;
  return {
    site: read('site', undefined),
    content: read('content', undefined),
    images: read('images', {}),
    videos: read('videos', {}),
    ...(read('publication', { baseUrl: 'http://localhost:4321' }) as object),
    tokens: Object.values(tokens)[0],
    customCss: Object.values(own)[0],
    languages: languages(),
  } as Ctx;
}
