import { spawn } from 'node:child_process';
import path from 'node:path';
import readline from 'node:readline';
import { RENDERER } from '../../lib/sources.mjs';

/** A running renderer, spoken to over its lines. */
export async function startRenderer(...options) {
  const server = spawn(process.execPath, [path.join(RENDERER, 'server.mjs'), ...options], { stdio: ['pipe', 'pipe', 'inherit'] });
  const waiting = new Map();
  const loose = [];
  let last = 0;
  let greet;
  const greeting = new Promise((resolve, reject) => {
    greet = resolve;
    server.on('exit', (code) => reject(new Error(`the renderer ended with ${code}`)));
  });
  readline.createInterface({ input: server.stdout }).on('line', (line) => {
    const message = JSON.parse(line);
    if (message.ready) greet(message);
    else if (waiting.has(message.id)) waiting.get(message.id)(message);
    else loose.shift()?.(message);
  });
  const send = (line) => server.stdin.write(`${line}\n`);
  return {
    ready: await greeting,
    call: (request) => new Promise((resolve) => {
      const id = String(++last);
      waiting.set(id, resolve);
      send(JSON.stringify({ ...request, id }));
    }),
    /** Sends a line as it is; the answer that carries no known id is taken. */
    raw: (line) => new Promise((resolve) => {
      loose.push(resolve);
      send(line);
    }),
    stop: () => new Promise((resolve) => {
      server.once('exit', resolve);
      server.stdin.end();
    }),
  };
}
