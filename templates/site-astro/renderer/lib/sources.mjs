import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

export const RENDERER = path.resolve(fileURLToPath(new URL('..', import.meta.url)));
export const TEMPLATE = path.resolve(RENDERER, '../template');

/** Every regular file below a folder, as sorted relative paths; links are not followed and not listed. */
export async function filesBelow(dir) {
  if (!existsSync(dir)) return [];
  const entries = await readdir(dir, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => path.relative(dir, path.join(entry.parentPath, entry.name)).replaceAll(path.sep, '/'))
    .sort();
}

/** The digest of what decides how pages come out: the template's components, the project's own, and the compiler. */
export async function digestOfSources(project = TEMPLATE) {
  const digest = createHash('sha256');
  const add = async (name, file) => digest.update(`${name}\0`).update(await readFile(file)).update('\0');
  for (const name of await filesBelow(path.join(TEMPLATE, 'src'))) await add(`src/${name}`, path.join(TEMPLATE, 'src', name));
  await add('package-lock.json', path.join(TEMPLATE, 'package-lock.json'));
  for (const name of ['compile.mjs', 'astro/adapter.mjs', 'astro/entry.mjs']) await add(name, path.join(RENDERER, name));
  if (path.resolve(project) !== TEMPLATE) {
    for (const name of await filesBelow(path.join(project, 'src'))) await add(`own/${name}`, path.join(project, 'src', name));
  }
  return digest.digest('hex');
}
