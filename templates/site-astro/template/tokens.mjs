// node tokens.mjs [--check]
// Makes src/styles/global.css from design-tokens.json. Below the line stand a person's own rules: they are those of
// src/styles/custom.css, unless somebody changed them in global.css, in which case they are brought back to custom.css.
import { createHash } from 'node:crypto';
import { readFile, writeFile } from 'node:fs/promises';
import { globalCss } from './src/lib/global-css.mjs';

const target = new URL('src/styles/global.css', import.meta.url);
const ownFile = new URL('src/styles/custom.css', import.meta.url);
const LINE = /^\/\* own rules, kept \(([0-9a-f]{12})\) \*\/$/m;

const read = (file) => readFile(file, 'utf8').catch(() => '');
const digest = (text) => createHash('sha256').update(text).digest('hex').slice(0, 12);

const tokens = JSON.parse(await readFile(new URL('design-tokens.json', import.meta.url), 'utf8'));
const before = await read(target);
let own = (await read(ownFile)).trim();
const line = before.match(LINE);
if (line) {
  const below = before.slice(line.index + line[0].length).trim();
  if (digest(below) !== line[1]) {
    own = below;
    await writeFile(ownFile, `${own}\n`);
  }
}
const css = `/* Made from design-tokens.json by tokens.mjs: change the tokens, or write below the line. */\n${globalCss(tokens).replaceAll(';--', ';\n  --').replace('{--', '{\n  --').replace(/}$/, ';\n}')}\n\n/* own rules, kept (${digest(own)}) */\n${own}\n`;
if (process.argv.includes('--check')) process.exitCode = css === before ? 0 : 1;
else if (css !== before) await writeFile(target, css);
