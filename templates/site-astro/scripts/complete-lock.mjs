// node scripts/complete-lock.mjs <package-lock.json>
// Makes a lock file fit for every platform and registry: no registry's addresses, and an entry for each native package that
// the registry at hand does not serve (without it `npm ci` refuses the lock file, on every platform).
import { readFile, writeFile } from 'node:fs/promises';

const file = process.argv[2];
const lock = JSON.parse(await readFile(file, 'utf8'));
let added = 0;
for (const entry of Object.values(lock.packages)) {
  delete entry.resolved;
  for (const [name, version] of Object.entries(entry.optionalDependencies ?? {})) {
    const key = `node_modules/${name}`;
    const platform = name.match(/-(android|darwin|linux|win32|wasm32)-(arm64|x64|wasi)(?:-(gnu|musl|msvc))?$/);
    if (lock.packages[key] || !platform) continue;
    const [, os, cpu, abi] = platform;
    lock.packages[key] = os === 'wasm32' ? { version, cpu: ['wasm32'], optional: true } : { version, cpu: [cpu], ...(os === 'linux' && { libc: [abi === 'musl' ? 'musl' : 'glibc'] }), optional: true, os: [os] };
    added++;
  }
}
lock.packages = Object.fromEntries(Object.entries(lock.packages).sort(([a], [b]) => (a < b ? -1 : 1)));
await writeFile(file, `${JSON.stringify(lock, null, 2)}\n`);
console.log(`${added} entries added`);
