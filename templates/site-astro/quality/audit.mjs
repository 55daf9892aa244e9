// node audit.mjs SITE CHROMIUM LEAST ORIGIN   Lighthouse on a phone for the home page of the rendered site in the folder
// SITE, whose pages know themselves under the address ORIGIN.
// Prints one line of JSON: version, scores (0 to 100) and how often it looked. A score below LEAST is settled by two more
// looks, of which the median counts: one page load on a busy machine says little.
import { spawn } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import http from 'node:http';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import lighthouse from 'lighthouse';
import { throttling } from 'lighthouse/core/config/constants.js';

const [folder, chromium, least, origin] = process.argv.slice(2);
const CATEGORIES = ['performance', 'accessibility', 'best-practices', 'seo'];
const MOST_LOOKS = 3;
const SLOWDOWN = 4;
const QUICK_HOST = 1000;
const TYPES = { html: 'text/html; charset=utf-8', css: 'text/css; charset=utf-8', svg: 'image/svg+xml', xml: 'application/xml', txt: 'text/plain; charset=utf-8', woff2: 'font/woff2', webp: 'image/webp', jpg: 'image/jpeg', png: 'image/png', mp4: 'video/mp4', webm: 'video/webm' };
const PACKED = new Set(['html', 'css', 'svg', 'xml', 'txt']);
const POLICY = "default-src 'self'; style-src 'self'; img-src 'self' data:; script-src 'none'; object-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

/** As the edge serves it. */
async function answer(request, response) {
  const name = decodeURIComponent(new URL(request.url, 'http://x').pathname);
  const file = path.join(folder, path.normalize(name.endsWith('/') ? `${name}index.html` : name));
  const body = await readFile(file).catch(() => undefined);
  const kind = file.split('.').pop();
  const headers = { 'content-type': TYPES[kind] ?? 'application/octet-stream', 'content-security-policy': POLICY, 'x-content-type-options': 'nosniff', 'referrer-policy': 'strict-origin-when-cross-origin', 'cache-control': /^\/(assets|_img)\//.test(name) ? 'public, max-age=31536000, immutable' : 'no-cache' };
  if (!body) {
    response.writeHead(404, { 'content-type': TYPES.txt });
    response.end('404');
  } else if (PACKED.has(kind)) {
    response.writeHead(200, { ...headers, 'content-encoding': 'gzip' });
    response.end(gzipSync(body.toString().replaceAll(origin, `http://${request.headers.host}`)));
  } else {
    response.writeHead(200, headers);
    response.end(body);
  }
}

/** Which port it listens on is what it says first. */
function debugPort(browser) {
  return new Promise((resolve, reject) => {
    let said = '';
    browser.stderr.on('data', (text) => {
      said += text;
      const port = /DevTools listening on ws:\/\/127\.0\.0\.1:(\d+)/.exec(said);
      if (port) resolve(Number(port[1]));
    });
    browser.on('exit', () => reject(new Error(`the browser ended: ${said.slice(-300)}`)));
    browser.on('error', reject);
  });
}

/** The simulation takes the host for a quick machine: one below that is slowed down by so much less. */
const slowdown = (host) => Math.round(SLOWDOWN * Math.max(1 / SLOWDOWN, Math.min(1, host / QUICK_HOST)) * 10) / 10;

async function look(url, port, host) {
  const settings = { throttlingMethod: 'simulate', throttling: { ...throttling.mobileSlow4G, cpuSlowdownMultiplier: slowdown(host ?? QUICK_HOST) } };
  const { lhr } = await lighthouse(url, { port, logLevel: 'error', onlyCategories: CATEGORIES }, { extends: 'lighthouse:default', settings });
  const found = Math.round(lhr.environment.benchmarkIndex);
  if (host === undefined && found < QUICK_HOST) return look(url, port, found);
  const scores = Object.fromEntries(CATEGORIES.map((key) => [key, lhr.categories[key].score]));
  const unscored = CATEGORIES.filter((key) => scores[key] === null);
  if (lhr.runtimeError || unscored.length > 0) throw new Error(lhr.runtimeError?.message ?? `no score for ${unscored}`);
  return { version: lhr.lighthouseVersion, host: host ?? found, scores };
}

const median = (values) => Math.round(values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] * 100);
const medians = (looks) => Object.fromEntries(CATEGORIES.map((key) => [key, median(looks.map(({ scores }) => scores[key]))]));

const server = http.createServer(answer);
await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
// Its own sandbox cannot work inside the one that this program is kept in.
const browser = spawn(chromium, ['--headless=new', '--no-sandbox', '--disable-gpu', '--disable-dev-shm-usage', '--no-first-run', '--remote-debugging-port=0', `--user-data-dir=${process.env.HOME}/profile`, 'about:blank'], { stdio: ['ignore', 'ignore', 'pipe'] });
try {
  const port = await debugPort(browser);
  const url = `http://127.0.0.1:${server.address().port}/`;
  const looks = [await look(url, port)];
  while (looks.length < MOST_LOOKS && (looks.length === 2 || Object.values(medians(looks)).some((score) => score < Number(least)))) looks.push(await look(url, port, looks[0].host));
  console.log(JSON.stringify({ version: looks[0].version, looks: looks.length, scores: medians(looks) }));
} catch (error) {
  console.log(JSON.stringify({ failed: String(error.message) }));
  process.exitCode = 1;
} finally {
  browser.kill('SIGKILL');
  server.close();
  server.closeAllConnections();
}
process.exit();
