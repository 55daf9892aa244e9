/** Everything that one site is rendered from; the shapes are those of `schemas/`. */
export interface Ctx {
  site: Site;
  content: { version: 1; pages: Page[]; redirects?: { from: string; to: string }[]; alternates?: { language: string; url: string }[] };
  tokens: Tokens;
  images: Record<string, Image>;
  videos?: Record<string, Video>;
  baseUrl: string;
  marker?: string;
  host?: { name: string; address?: string; phone?: string };
  noindex?: boolean;
  customCss?: string;
  /** The site in its further languages; their pages have the main version's paths. */
  languages?: Version[];
  /** In the context of a further language: the main version. */
  main?: Ctx;
}

/** A further language of the site; `alts` says what the pictures show. */
export interface Version {
  site: Site;
  content: Ctx['content'];
  alts?: Record<string, string>;
}

export interface Image {
  width: number;
  height: number;
  alt?: string;
  format?: string;
  variants: { width: number; height: number; url: string }[];
}

/** A video that was uploaded; `poster` is one of the images. */
export interface Video {
  url: string;
  type: string;
  poster: string;
  label?: string;
}

export interface Site {
  name: string;
  language: 'fr' | 'en' | 'de';
  trade?: string;
  tagline?: string;
  description?: string;
  logo?: { image: string; alt?: string };
  contact?: {
    phones?: { display: string; tel: string; kind?: 'phone' | 'mobile' | 'fax' }[];
    emails?: string[];
    address?: { street?: string; postalCode?: string; city?: string; country?: string };
    mapUrl?: string;
  };
  hours?: { days: Day[]; opens: string; closes: string }[];
  hoursNote?: string;
  legal?: Partial<Record<'companyName' | 'form' | 'siren' | 'siret' | 'rcs' | 'vat' | 'director' | 'capital', string>>;
  social?: { network: string; url: string }[];
  certifications?: string[];
  founded?: string;
}

export type Day = 'mo' | 'tu' | 'we' | 'th' | 'fr' | 'sa' | 'su';

export interface Page {
  path: string;
  kind: string;
  label: string;
  inMenu?: boolean;
  title: string;
  description?: string;
  sections: Section[];
}

export type Section = { type: string; [key: string]: any };

export interface Tokens {
  look: 'atelier' | 'horizon' | 'vitrine';
  color: Record<'background' | 'surface' | 'text' | 'muted' | 'primary' | 'onPrimary' | 'accent' | 'onAccent' | 'border', string>;
  font: { heading: string; body: string };
  radius: 'none' | 'small' | 'large';
  layout: { hero: 'split' | 'cover' | 'plain'; header: 'bar' | 'centered'; services: 'cards' | 'list' | 'tiles' };
}

/** The context that the renderer or the middleware put there. */
export function contextOf(astro: { locals: object }): Ctx {
  return (astro.locals as { ctx: Ctx }).ctx;
}
