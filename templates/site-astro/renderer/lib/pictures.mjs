import { mkdir, rename, stat } from 'node:fs/promises';
import { createRequire } from 'node:module';
import path from 'node:path';
import { TEMPLATE } from './sources.mjs';
import { Refusal } from './render.mjs';

const MEGAPIXELS = 50;
const FORMATS = new Set(['jpeg', 'png', 'webp', 'gif', 'heif', 'tiff']);
let sharp;

/** Makes the widths of one picture with one decode; widths above the original's give its own width once. */
export async function makeVariants({ source, outDir, id12, widths }) {
  if (!/^[0-9a-f]{12}$/.test(id12 ?? '')) throw new Refusal('bad-request', '"id12" is not twelve hex digits');
  if (!path.isAbsolute(source ?? '') || !path.isAbsolute(outDir ?? '')) throw new Refusal('bad-request', 'paths must be absolute');
  if (!Array.isArray(widths) || widths.length === 0 || widths.length > 8 || !widths.every((w) => Number.isInteger(w) && w >= 16 && w <= 4000)) {
    throw new Refusal('bad-request', '"widths" is not a list of widths');
  }
  sharp ??= load();
  const size = await examine(source);
  const wanted = [...new Set(widths.map((width) => Math.min(width, size.width)))].sort((a, b) => a - b);
  await mkdir(outDir, { recursive: true });
  const { data, info } = await decode(source, wanted.at(-1));
  const variants = await Promise.all(wanted.map((width) => write(data, info, width, outDir, id12)));
  return { ...size, variants };
}

/** Cuts a box out of the upright picture and writes it in the format that it had, or the nearest that keeps it whole. */
export async function crop({ source, target, left, top, width, height }) {
  if (!path.isAbsolute(source ?? '') || !path.isAbsolute(target ?? '')) throw new Refusal('bad-request', 'paths must be absolute');
  sharp ??= load();
  const size = await examine(source);
  const box = [left, top, width, height];
  const inside = box.every(Number.isInteger) && left >= 0 && top >= 0 && width >= 16 && height >= 16 && left + width <= size.width && top + height <= size.height;
  if (!inside) throw new Refusal('crop-outside', `${size.width} x ${size.height}`);
  const cut = sharp(source, { limitInputPixels: MEGAPIXELS * 1e6, failOn: 'error' }).rotate().extract({ left, top, width, height }).toColourspace('srgb');
  const { format } = await sharp(source, { failOn: 'none' }).metadata();
  const written = format === 'jpeg' ? cut.jpeg({ quality: 92 }) : format === 'png' || format === 'gif' ? cut.png() : cut.webp({ quality: 92 });
  try {
    const made = await written.toFile(target);
    return { width: made.width, height: made.height };
  } catch (error) {
    throw new Refusal('picture-unreadable', String(error.message));
  }
}

function load() {
  const module = createRequire(path.join(TEMPLATE, 'package.json'))('sharp');
  module.cache(false);
  return module;
}

async function examine(source) {
  let found;
  try {
    found = await sharp(source, { limitInputPixels: false, failOn: 'none' }).metadata();
  } catch (error) {
    throw new Refusal('picture-unreadable', String(error.message));
  }
  if (found.format === 'svg') throw new Refusal('picture-vector', 'a vector drawing is not taken');
  if (!FORMATS.has(found.format)) throw new Refusal('picture-unreadable', `the format ${found.format} is not taken`);
  if ((found.pages ?? 1) > 1 && found.format !== 'heif') throw new Refusal('picture-animated', 'a moving picture is not taken');
  if (found.width * found.height > MEGAPIXELS * 1e6) throw new Refusal('picture-too-large', `${found.width} x ${found.height} pixels`);
  const turned = (found.orientation ?? 1) >= 5;
  return turned ? { width: found.height, height: found.width } : { width: found.width, height: found.height };
}

async function decode(source, width) {
  try {
    return await sharp(source, { limitInputPixels: MEGAPIXELS * 1e6, failOn: 'error' })
      .rotate()
      .resize({ width, withoutEnlargement: true })
      .toColourspace('srgb')
      .raw()
      .toBuffer({ resolveWithObject: true });
  } catch (error) {
    throw new Refusal('picture-unreadable', String(error.message));
  }
}

async function write(data, info, width, outDir, id12) {
  const file = `${id12}-${width}.webp`;
  const target = path.join(outDir, file);
  const unfinished = `${target}.${process.pid}.part`;
  const raw = { width: info.width, height: info.height, channels: info.channels };
  const made = await sharp(data, { raw }).resize({ width }).webp({ quality: 70, effort: 1 }).toFile(unfinished);
  await rename(unfinished, target);
  return { width: made.width, height: made.height, file, bytes: (await stat(target)).size };
}
