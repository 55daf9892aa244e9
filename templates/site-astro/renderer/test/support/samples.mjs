import { existsSync } from 'node:fs';
import { readFile, readdir } from 'node:fs/promises';
import path from 'node:path';
import { drawPictures } from '../../../samples/pictures.mjs';
import { makeVariants } from '../../lib/pictures.mjs';
import { RENDERER } from '../../lib/sources.mjs';

export const SAMPLES = path.resolve(RENDERER, '../samples');
export const LOOKS = {
  atelier: { font: { heading: 'serif', body: 'humanist' }, radius: 'small', layout: { hero: 'split', header: 'bar', services: 'cards' } },
  horizon: { font: { heading: 'grotesk', body: 'system' }, radius: 'large', layout: { hero: 'cover', header: 'bar', services: 'tiles' } },
  vitrine: { font: { heading: 'didone', body: 'sans' }, radius: 'none', layout: { hero: 'split', header: 'centered', services: 'list' } },
};
export const HOST = { name: 'Hébergement du Port SAS', address: '1 rue du Port, 35400 Saint-Malo', phone: '02 99 00 00 00' };

const json = async (file) => JSON.parse(await readFile(file, 'utf8'));

export async function sampleNames() {
  return (await readdir(SAMPLES)).filter((name) => existsSync(path.join(SAMPLES, name, 'data'))).sort();
}

/** The context of a sample as it is, or in another look with that look's usual layout. */
export async function sample(name, look, images) {
  const folder = path.join(SAMPLES, name);
  const tokens = await json(path.join(folder, 'design-tokens.json'));
  const changed = look && look !== tokens.look ? { ...tokens, look, ...LOOKS[look] } : tokens;
  return {
    site: await json(path.join(folder, 'data/site.json')),
    content: await json(path.join(folder, 'data/content.json')),
    tokens: changed,
    images: images ?? (await pictureList()),
    baseUrl: `http://${name}.localhost:8081`,
    marker: `build-of-${name}`,
    host: HOST,
  };
}

const GERMAN = { Accueil: 'Startseite', Services: 'Leistungen', Prestations: 'Leistungen', 'À propos': 'Über uns', 'L’atelier': 'Die Werkstatt', Réalisations: 'Arbeiten', Contact: 'Kontakt', 'Nous contacter': 'Kontakt', 'Mentions légales': 'Impressum' };

/** A French sample with a German version: its menu is translated, its other texts say that they are. */
export async function inTwoLanguages(name, look, images) {
  const ctx = await sample(name, look, images);
  const content = structuredClone(ctx.content);
  delete content.redirects;
  for (const page of content.pages) {
    page.label = GERMAN[page.label] ?? page.label;
    page.title = `DE ${page.title}`.slice(0, 65);
    for (const section of page.sections) if (section.title) section.title = `DE ${section.title}`;
  }
  const alts = Object.fromEntries(Object.keys(ctx.images).map((id) => [id, `Bild ${id}`]));
  return { ...ctx, languages: [{ site: { ...ctx.site, language: 'de', tagline: 'Alles aus einer Hand' }, content, alts }] };
}

/** The pictures as the page needs them, without drawing any. */
export async function pictureList() {
  const entries = Object.entries(await json(path.join(SAMPLES, 'pictures.json')));
  return Object.fromEntries(entries.map(([id, { alt, square }]) => [id, listed(id, alt, square ? 1 : 2 / 3)]));
}

function listed(id, alt, ratio) {
  const variants = [480, 800, 1200].map((width) => ({ width, height: Math.round(width * ratio), url: `/_img/${id}-${width}.webp` }));
  return { width: 1500, height: Math.round(1500 * ratio), alt, format: 'webp', variants };
}

/** Draws the samples' pictures and makes their variants, once: the folder that holds them, and their list. */
export async function realPictures(width = 1200) {
  const folder = path.join(SAMPLES, 'target', String(width));
  const images = {};
  for (const [id, { file, alt }] of Object.entries(await drawPictures(path.join(folder, 'originals'), width))) {
    const list = path.join(folder, 'variants', `${id}.json`);
    const made = existsSync(list) ? await json(list) : await makeVariants({ source: file, outDir: path.join(folder, 'variants'), id12: id, widths: [480, 800, 1200] });
    if (!existsSync(list)) await (await import('node:fs/promises')).writeFile(list, JSON.stringify(made));
    images[id] = { width: made.width, height: made.height, alt, format: 'webp', variants: made.variants.map(({ width: w, height, file: name }) => ({ width: w, height, url: `/_img/${name}` })) };
  }
  return { folder: path.join(folder, 'variants'), images };
}
