// node server.mjs [--dist <dir>]
// Renders sites from the compiled template: one JSON object per line in, one per line out; the log goes to stderr.
import { rmSync } from 'node:fs';
import { access, constants, mkdir, mkdtemp, readFile, rename, rm } from 'node:fs/promises';
import { spawn } from 'node:child_process';
import os from 'node:os';
import path from 'node:path';
import readline from 'node:readline';
import { pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';
import { RENDERER, TEMPLATE, digestOfSources } from './lib/sources.mjs';
import { Refusal, loadAssets, renderOne, renderSite } from './lib/render.mjs';
import { crop, makeVariants } from './lib/pictures.mjs';

const PICTURES_AT_ONCE = 2;
const { values: options } = parseArgs({ options: { dist: { type: 'string' } } });
const answer = protectAnswers();
const dist = options.dist ? path.resolve(options.dist) : await stockTemplate();
const { template } = JSON.parse(await readFile(path.join(dist, 'manifest.json'), 'utf8'));
const { renderPage } = await import(pathToFileURL(path.join(dist, 'site.mjs')).href);
const assets = await loadAssets(path.join(dist, 'assets'));

let rendered = 0;
const pictures = queue(PICTURES_AT_ONCE);
const operations = {
  render: async ({ ctx, page }) => {
    const site = page ? await renderOne(renderPage, ctx, page) : await renderSite(renderPage, assets, ctx);
    rendered++;
    return site;
  },
  pictures: (request) => pictures(() => makeVariants(request)),
  crop: (request) => pictures(() => crop(request)),
  ping: async () => ({ rssMb: Math.round(process.memoryUsage.rss() / 1048576), rendered }),
};

const lines = readline.createInterface({ input: process.stdin, crlfDelay: Infinity });
lines.on('line', (line) => line.trim() && serve(line));
lines.on('close', () => pictures.idle().then(() => process.exit(0)));
answer({ ready: true, template, pid: process.pid });

async function serve(line) {
  let id;
  try {
    const request = parse(line);
    id = request.id;
    const operation = Object.hasOwn(operations, request.op) ? operations[request.op] : undefined;
    if (!operation) throw new Refusal('unknown-op', `there is no operation "${request.op}"`);
    answer({ id, ok: true, ...(await operation(request)) });
  } catch (error) {
    const code = error instanceof Refusal ? error.code : 'internal';
    if (code === 'internal') console.error(error);
    answer({ id, ok: false, error: { code, message: String(error.message ?? error), page: error.page } });
  }
}

function parse(line) {
  try {
    return JSON.parse(line);
  } catch {
    throw new Refusal('bad-request', 'the line is not JSON');
  }
}

/** Only answers go to stdout: what a component prints must not break the protocol. */
function protectAnswers() {
  const write = process.stdout.write.bind(process.stdout);
  process.stdout.write = process.stderr.write.bind(process.stderr);
  console.log = console.info = console.debug = console.error;
  return (object) => write(`${JSON.stringify(object)}\n`);
}

/** Runs at most `limit` tasks at once. */
function queue(limit) {
  let running = 0;
  const waiting = [];
  const quiet = [];
  const next = () => {
    if (running === 0 && waiting.length === 0) quiet.splice(0).forEach((done) => done());
    while (running < limit && waiting.length > 0) {
      running++;
      const { task, resolve, reject } = waiting.shift();
      task().then(resolve, reject).finally(() => {
        running--;
        next();
      });
    }
  };
  const add = (task) => new Promise((resolve, reject) => {
    waiting.push({ task, resolve, reject });
    next();
  });
  add.idle = () => new Promise((done) => {
    quiet.push(done);
    setImmediate(next);
  });
  return add;
}

/**
 * The shipped template, compiled when it is not yet, or changed since. Beside us it is kept for the next start; where that
 * cannot be written it is made afresh in a private folder, since one of a known name in a shared place could be another's.
 */
async function stockTemplate() {
  const name = `dist-${(await digestOfSources()).slice(0, 16)}`;
  const kept = path.join(RENDERER, 'target', name);
  if (await readable(path.join(kept, 'manifest.json'))) return kept;
  if (await writable(RENDERER)) return compileInto(path.join(RENDERER, 'target'), name);
  const home = await mkdtemp(path.join(os.tmpdir(), 'renderer-'));
  process.on('exit', () => rmSync(home, { recursive: true, force: true }));
  return compileInto(home, name);
}

async function compileInto(parent, name) {
  await mkdir(parent, { recursive: true });
  const fresh = await mkdtemp(path.join(parent, 'compiling-'));
  await new Promise((resolve, reject) => {
    const compiler = spawn(process.execPath, [path.join(RENDERER, 'compile.mjs'), TEMPLATE, fresh], { stdio: ['ignore', 2, 2] });
    compiler.on('error', reject);
    compiler.on('exit', (code) => (code === 0 ? resolve() : reject(new Error(`the compiler ended with ${code}`))));
  });
  const folder = path.join(parent, name);
  // Another process may have been quicker: then its result, which is the same, is taken.
  await rename(fresh, folder).catch(() => rm(fresh, { recursive: true, force: true }));
  return folder;
}

function readable(file) {
  return access(file, constants.R_OK).then(() => true, () => false);
}

function writable(dir) {
  return access(dir, constants.W_OK).then(() => true, () => false);
}
