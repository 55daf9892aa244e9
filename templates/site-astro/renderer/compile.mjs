// node compile.mjs <templateOrProjectDir> <outDir> [--wait]
// Compiles the template, with a project's edited `src/` laid over it, to one self-contained module: <outDir>/site.mjs.
// Reads the project and the template's node_modules, writes below outDir only, needs no network.
// With --wait it loads its tools and lays out the template, then waits for the first line on standard input to take the
// project; without one it ends.
import { existsSync } from 'node:fs';
import { cp, mkdir, rm, symlink, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { createRequire } from 'node:module';
import { RENDERER, TEMPLATE, digestOfSources, filesBelow } from './lib/sources.mjs';

const [, , projectArgument, outArgument, mode] = process.argv;
if (!projectArgument || !outArgument) {
  console.error('usage: node compile.mjs <templateOrProjectDir> <outDir> [--wait]');
  process.exit(2);
}
const project = path.resolve(projectArgument);
const out = path.resolve(outArgument);
const work = path.join(out, '.work');
process.env.ASTRO_TELEMETRY_DISABLED = '1';
process.env.NODE_ENV = 'production';

/** The workplace: the template's sources, our adapter, and a link to the shared packages. */
async function layOut() {
  await rm(work, { recursive: true, force: true });
  await mkdir(path.join(work, 'resident'), { recursive: true });
  await copySources(path.join(TEMPLATE, 'src'));
  for (const name of ['adapter.mjs', 'entry.mjs']) await cp(path.join(RENDERER, 'astro', name), path.join(work, 'resident', name));
  await cp(path.join(TEMPLATE, 'package.json'), path.join(work, 'package.json'));
  await cp(path.join(TEMPLATE, 'tsconfig.json'), path.join(work, 'tsconfig.json'));
  await symlink(path.join(TEMPLATE, 'node_modules'), path.join(work, 'node_modules'));
}

async function copySources(src) {
  for (const name of await filesBelow(src)) {
    const target = path.join(work, 'src', name);
    await mkdir(path.dirname(target), { recursive: true });
    await cp(path.join(src, name), target, { mode: 0 });
  }
}

/** A module of the template's packages, by the path that its package names for `import`. */
async function fromPackages(name) {
  const require = createRequire(path.join(TEMPLATE, 'package.json'));
  return import(pathToFileURL(require.resolve(name)).href);
}

async function tools() {
  const { build } = await import(pathToFileURL(path.join(TEMPLATE, 'node_modules/astro/dist/core/index.js')).href);
  const { passthroughImageService } = await import(pathToFileURL(path.join(TEMPLATE, 'node_modules/astro/dist/config/entrypoint.js')).href);
  const { rolldown } = await fromPackages('rolldown');
  return { build, passthroughImageService, rolldown };
}

/** False when nobody wants anything any more. */
async function isWanted() {
  for await (const _ of process.stdin) return true;
  return false;
}

async function buildServer({ build, passthroughImageService }) {
  const { default: resident } = await import(pathToFileURL(path.join(work, 'resident/adapter.mjs')).href);
  await build({
    root: work,
    configFile: false,
    output: 'server',
    trailingSlash: 'always',
    compressHTML: true,
    devToolbar: { enabled: false },
    logLevel: 'error',
    outDir: path.join(work, 'dist'),
    cacheDir: path.join(work, '.cache'),
    build: { assets: 'assets', inlineStylesheets: 'always' },
    image: { service: passthroughImageService() },
    adapter: resident(pathToFileURL(path.join(work, 'resident/entry.mjs'))),
    vite: { cacheDir: path.join(work, '.vite'), logLevel: 'error', ssr: { noExternal: true } },
  });
}

async function bundle({ rolldown }) {
  const bundler = await rolldown({
    input: path.join(work, 'dist/server/entry.mjs'),
    platform: 'node',
    logLevel: 'silent',
  });
  await bundler.write({ file: path.join(work, 'site.mjs'), format: 'esm', codeSplitting: false, minify: false });
  await bundler.close();
}

const loaded = await tools();
const laidOut = await digestOfSources();
await layOut();
if (mode === '--wait' && !(await isWanted())) process.exit(3);
if ((await digestOfSources()) !== laidOut) await layOut();
if (project !== TEMPLATE) await copySources(path.join(project, 'src'));
await buildServer(loaded);
await bundle(loaded);
await cp(path.join(work, 'site.mjs'), path.join(out, 'site.mjs'));
await rm(path.join(out, 'assets'), { recursive: true, force: true });
const assets = path.join(work, 'dist/client/assets');
if (existsSync(assets)) await cp(assets, path.join(out, 'assets'), { recursive: true });
await writeFile(path.join(out, 'manifest.json'), `${JSON.stringify({ template: await digestOfSources(project) })}\n`);
await rm(work, { recursive: true, force: true });
