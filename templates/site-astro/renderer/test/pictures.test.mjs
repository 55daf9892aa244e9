import assert from 'node:assert/strict';
import { mkdtemp, readFile, rm, writeFile, readdir } from 'node:fs/promises';
import { createRequire } from 'node:module';
import os from 'node:os';
import path from 'node:path';
import { after, before, test } from 'node:test';
import { TEMPLATE } from '../lib/sources.mjs';
import { startRenderer } from './support/renderer.mjs';

const sharp = createRequire(path.join(TEMPLATE, 'package.json'))('sharp');
let renderer;
let folder;
before(async () => {
  renderer = await startRenderer();
  folder = await mkdtemp(path.join(os.tmpdir(), 'pictures-'));
});
after(async () => {
  await renderer.stop();
  await rm(folder, { recursive: true });
});

const canvas = (width, height, background = '#8a5') => sharp({ create: { width, height, channels: 3, background } });
const file = (name) => path.join(folder, name);
const make = (source, widths = [480, 800, 1200], id12 = 'a1b2c3d4e5f6') => renderer.call({ op: 'pictures', source, outDir: path.join(folder, 'out'), id12, widths });

test('one picture becomes its widths, named by its id', async () => {
  await canvas(2000, 1333).jpeg().toFile(file('photo.jpg'));
  const answer = await make(file('photo.jpg'));
  assert.equal(answer.ok, true);
  assert.deepEqual([answer.width, answer.height], [2000, 1333]);
  assert.deepEqual(answer.variants.map(({ width, height, file: name }) => [width, height, name]), [[480, 320, 'a1b2c3d4e5f6-480.webp'], [800, 533, 'a1b2c3d4e5f6-800.webp'], [1200, 800, 'a1b2c3d4e5f6-1200.webp']]);
  for (const { file: name, bytes } of answer.variants) assert.equal((await readFile(path.join(folder, 'out', name))).length, bytes);
});

test('a box is cut out of the upright picture, and none that lies outside', async () => {
  await canvas(900, 600).jpeg().withMetadata({ orientation: 6 }).toFile(file('turned.jpg'));
  const cut = (box) => renderer.call({ op: 'crop', source: file('turned.jpg'), target: file('cut.jpg'), ...box });
  const answer = await cut({ left: 100, top: 500, width: 400, height: 300 });
  assert.deepEqual([answer.ok, answer.width, answer.height], [true, 400, 300]);
  const made = await sharp(file('cut.jpg')).metadata();
  assert.deepEqual([made.format, made.width, made.height, made.orientation], ['jpeg', 400, 300, undefined]);
  for (const box of [{ left: 300, top: 0, width: 400, height: 300 }, { left: -1, top: 0, width: 40, height: 30 }, { left: 0, top: 0, width: 1, height: 1 }, { left: 0.5, top: 0, width: 40, height: 30 }]) {
    assert.equal((await cut(box)).error.code, 'crop-outside');
  }
});

test('a small picture is not blown up', async () => {
  await canvas(600, 400).png().toFile(file('small.png'));
  const answer = await make(file('small.png'), [480, 800, 1200], 'b1b2c3d4e5f6');
  assert.deepEqual(answer.variants.map(({ width }) => width), [480, 600]);
});

test('a turned picture stands upright, and what the camera noted is gone', async () => {
  await canvas(900, 600).withExif({ IFD0: { Artist: 'Somebody' } }).withMetadata({ orientation: 6 }).jpeg().toFile(file('turned.jpg'));
  const answer = await make(file('turned.jpg'), [480], 'c1b2c3d4e5f6');
  assert.deepEqual([answer.width, answer.height], [600, 900]);
  assert.deepEqual([answer.variants[0].width, answer.variants[0].height], [480, 720]);
  const made = await sharp(path.join(folder, 'out', answer.variants[0].file)).metadata();
  assert.equal(made.exif, undefined);
  assert.equal(made.orientation, undefined);
});

test('transparency is kept', async () => {
  await sharp({ create: { width: 300, height: 200, channels: 4, background: { r: 1, g: 2, b: 3, alpha: 0 } } }).png().toFile(file('clear.png'));
  const answer = await make(file('clear.png'), [200], 'd1b2c3d4e5f6');
  assert.equal((await sharp(path.join(folder, 'out', answer.variants[0].file)).metadata()).hasAlpha, true);
});

test('what is no picture, a drawing, a moving or a giant one is refused and leaves nothing', async () => {
  await writeFile(file('text.jpg'), 'this is no picture');
  await writeFile(file('drawing.svg'), '<svg xmlns="http://www.w3.org/2000/svg" width="10" height="10"><rect width="10" height="10"/></svg>');
  await canvas(8000, 7000).png().toFile(file('giant.png'));
  const frames = await Promise.all(['#f00', '#0f0'].map((color) => canvas(20, 20, color).png().toBuffer()));
  await sharp(frames, { join: { animated: true } }).gif().toFile(file('moving.gif'));
  await writeFile(file('cut.jpg'), (await canvas(900, 600).jpeg().toBuffer()).subarray(0, 900));
  const before = await readdir(path.join(folder, 'out')).catch(() => []);
  for (const [name, code] of [['text.jpg', 'picture-unreadable'], ['drawing.svg', 'picture-vector'], ['giant.png', 'picture-too-large'], ['moving.gif', 'picture-animated'], ['cut.jpg', 'picture-unreadable'], ['missing.jpg', 'picture-unreadable']]) {
    assert.equal((await make(file(name))).error?.code, code, name);
  }
  assert.deepEqual(await readdir(path.join(folder, 'out')), before);
});

test('ids and widths of another shape are refused', async () => {
  assert.equal((await make(file('photo.jpg'), [480], '../../../etc')).error.code, 'bad-request');
  assert.equal((await make(file('photo.jpg'), [1000000])).error.code, 'bad-request');
  assert.equal((await make('relative.jpg')).error.code, 'bad-request');
});
