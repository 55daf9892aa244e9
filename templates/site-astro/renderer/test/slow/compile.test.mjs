import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { after, before, test } from 'node:test';
import { RENDERER, TEMPLATE } from '../../lib/sources.mjs';
import { startRenderer } from '../support/renderer.mjs';
import { sample } from '../support/samples.mjs';

let folder;
before(async () => { folder = await mkdtemp(path.join(os.tmpdir(), 'compile-')); });
after(() => rm(folder, { recursive: true }));

async function edited() {
  const project = path.join(folder, 'project');
  await mkdir(path.join(project, 'src/components'), { recursive: true });
  const footer = await readFile(path.join(TEMPLATE, 'src/components/Footer.astro'), 'utf8');
  await writeFile(path.join(project, 'src/components/Footer.astro'), `${footer}\n<p class="own">Edited by hand</p>\n<style>.own { color: rebeccapurple; }</style>\n`);
  return project;
}

async function proves(out) {
  const renderer = await startRenderer('--dist', out);
  try {
    const { ok, files, error } = await renderer.call({ op: 'render', ctx: await sample('plombier-fr') });
    assert.ok(ok, JSON.stringify(error));
    assert.ok(/<p class="own"[^>]*>Edited by hand<\/p>/.test(files['index.html']));
    assert.ok(Object.values(files).some((body) => typeof body === 'string' && /\.own\[data-astro-cid-\w+\]\s*\{\s*color:\s*(rebeccapurple|#639)/.test(body)));
  } finally {
    await renderer.stop();
  }
}

test('a project with an edited component compiles to a renderer of its own', async () => {
  const project = await edited();
  const out = path.join(folder, 'out');
  execFileSync(process.execPath, [path.join(RENDERER, 'compile.mjs'), project, out], { stdio: ['ignore', 2, 2] });
  assert.deepEqual((await readdir(out)).sort(), ['assets', 'manifest.json', 'site.mjs']);
  await proves(out);
});

test('it compiles where only the output can be written and there is no network', { skip: !existsSync('/usr/bin/bwrap') && 'needs bubblewrap' }, async () => {
  const project = await edited();
  const out = path.join(folder, 'sandboxed');
  await mkdir(out);
  const site = path.resolve(RENDERER, '..');
  const readable = ['/usr', '/lib', '/lib64', '/bin', '/etc'].filter((dir) => existsSync(dir)).flatMap((dir) => ['--ro-bind', dir, dir]);
  execFileSync('/usr/bin/bwrap', ['--unshare-all', '--die-with-parent', '--clearenv', ...readable, '--proc', '/proc', '--dev', '/dev', '--ro-bind', path.dirname(process.execPath), path.dirname(process.execPath), '--ro-bind', site, site, '--ro-bind', project, project, '--bind', out, out, '--chdir', out, process.execPath, path.join(RENDERER, 'compile.mjs'), project, out], { stdio: ['ignore', 2, 2] });
  await proves(out);
});

test('a component that does not compile ends with a message and without a result', async () => {
  const project = path.join(folder, 'broken');
  await mkdir(path.join(project, 'src/components'), { recursive: true });
  await writeFile(path.join(project, 'src/components/Footer.astro'), '---\nconst x = ;\n---\n<p>{x</p>');
  const out = path.join(folder, 'broken-out');
  assert.throws(() => execFileSync(process.execPath, [path.join(RENDERER, 'compile.mjs'), project, out], { stdio: 'pipe' }), (error) => error.status === 1 && /Footer\.astro/.test(error.stderr));
  assert.ok(!existsSync(path.join(out, 'manifest.json')));
});
