import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { cp, mkdir, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { after, before, test } from 'node:test';
import { RENDERER, TEMPLATE, filesBelow } from '../../lib/sources.mjs';
import { startRenderer } from '../support/renderer.mjs';
import { SAMPLES, inTwoLanguages, sample, sampleNames } from '../support/samples.mjs';

let renderer;
let folder;
before(async () => {
  renderer = await startRenderer();
  folder = await mkdtemp(path.join(os.tmpdir(), 'export-'));
});
after(async () => {
  await renderer.stop();
  await rm(folder, { recursive: true });
});

/** Writes a site as a plain project, by the same list that the exporter reads. */
async function exportSite(name, ctx, project) {
  const { files, folders } = JSON.parse(await readFile(path.join(RENDERER, '../export.json'), 'utf8'));
  for (const file of files) await cp(path.join(TEMPLATE, file), path.join(project, file));
  for (const dir of folders) await cp(path.join(TEMPLATE, dir), path.join(project, dir), { recursive: true });
  await mkdir(path.join(project, 'data'), { recursive: true });
  await cp(path.join(SAMPLES, name, 'design-tokens.json'), path.join(project, 'design-tokens.json'));
  const { site, content, images, baseUrl, marker, host } = ctx;
  for (const [file, data] of Object.entries({ site, content, images, publication: { baseUrl, marker, host } })) {
    await writeFile(path.join(project, 'data', `${file}.json`), JSON.stringify(data, null, 2));
  }
  for (const version of ctx.languages ?? []) {
    const folder = path.join(project, 'data', version.site.language);
    await mkdir(folder);
    for (const [file, data] of Object.entries(version)) await writeFile(path.join(folder, `${file}.json`), JSON.stringify(data, null, 2));
  }
  if (ctx.customCss) await writeFile(path.join(project, 'src/styles/custom.css'), ctx.customCss);
}

function run(project, ...command) {
  return new Promise((resolve, reject) => {
    const child = spawn(command[0], command.slice(1), { cwd: project, stdio: ['ignore', 'ignore', 'pipe'], env: { ...process.env, ASTRO_TELEMETRY_DISABLED: '1' } });
    let said = '';
    child.stderr.on('data', (data) => { said += data; });
    child.on('error', reject);
    child.on('exit', (code) => (code === 0 ? resolve() : reject(new Error(`${command.join(' ')} ended with ${code}: ${said}`))));
  });
}

async function assertEqualPages(project, files) {
  const built = await filesBelow(path.join(project, 'dist'));
  for (const [name, body] of Object.entries(files)) {
    assert.ok(built.includes(name), `${name} is built`);
    const bytes = await readFile(path.join(project, 'dist', name));
    if (typeof body === 'string') assert.equal(bytes.toString('utf8'), body, name);
    else assert.equal(bytes.toString('base64'), body.base64, name);
  }
  const pages = (names) => names.filter((name) => name.endsWith('.html')).sort();
  assert.deepEqual(pages(built), pages(Object.keys(files)));
}

for (const name of await sampleNames()) {
  test(`the exported project of ${name} builds the pages that we render`, async () => {
    const ctx = await sample(name);
    if (name === 'menuiserie-fr') ctx.customCss = '/* mine */\n.hero h1 { color: teal; }\n';
    const project = path.join(folder, name);
    await exportSite(name, ctx, project);
    await symlink(path.join(TEMPLATE, 'node_modules'), path.join(project, 'node_modules'));
    await run(project, process.execPath, 'tokens.mjs');
    await run(project, process.execPath, 'node_modules/astro/bin/astro.mjs', 'build');
    const { files } = await renderer.call({ op: 'render', ctx });
    await assertEqualPages(project, files);
    if (ctx.content.redirects) assert.ok((await readFile(path.join(project, 'dist/_redirects'), 'utf8')).includes('/services.html /services/ 301'));
  });
}

test('the exported project of a site in two languages builds the pages that we render', async () => {
  const ctx = await inTwoLanguages('menuiserie-fr');
  const project = path.join(folder, 'two-languages');
  await exportSite('menuiserie-fr', ctx, project);
  await symlink(path.join(TEMPLATE, 'node_modules'), path.join(project, 'node_modules'));
  await run(project, process.execPath, 'tokens.mjs');
  await run(project, process.execPath, 'node_modules/astro/bin/astro.mjs', 'build');
  const { files } = await renderer.call({ op: 'render', ctx });
  assert.ok(files['de/index.html'] && files['de/404.html']);
  await assertEqualPages(project, files);
});

test('one exported project installs and builds on its own', { skip: process.env.OFFLINE && 'needs a registry' }, async () => {
  const ctx = await sample('plombier-fr');
  const project = path.join(folder, 'whole');
  await exportSite('plombier-fr', ctx, project);
  await run(project, 'npm', 'ci', '--ignore-scripts', '--no-audit', '--no-fund');
  await run(project, 'npm', 'run', 'build');
  const { files } = await renderer.call({ op: 'render', ctx });
  await assertEqualPages(project, files);
});
