import { readFile } from 'node:fs/promises';
import http from 'node:http';
import path from 'node:path';
import { gzipSync } from 'node:zlib';

const TYPES = { html: 'text/html; charset=utf-8', css: 'text/css; charset=utf-8', svg: 'image/svg+xml', xml: 'application/xml', txt: 'text/plain; charset=utf-8', woff2: 'font/woff2', webp: 'image/webp' };
const POLICY = "default-src 'self'; style-src 'self'; img-src 'self' data:; script-src 'none'; object-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

/** Serves one rendered site on loopback as a good edge does: gzip, caching by name, a strict policy. */
export async function serveSite(port, pictures) {
  let files = {};
  const server = http.createServer(async (request, response) => {
    const name = decodeURIComponent(new URL(request.url, 'http://x').pathname);
    const found = await bodyOf(name.endsWith('/') ? `${name}index.html` : name);
    const body = found ?? files['404.html'] ?? '';
    const type = found ? TYPES[name.split('.').pop()] ?? TYPES.html : TYPES.html;
    const headers = { 'content-type': type, 'content-security-policy': POLICY, 'x-content-type-options': 'nosniff', 'referrer-policy': 'strict-origin-when-cross-origin', 'cache-control': /^\/(assets|_img)\//.test(name) ? 'public, max-age=31536000, immutable' : 'no-cache' };
    const packed = typeof body === 'string' ? gzipSync(body) : body;
    response.writeHead(found ? 200 : 404, typeof body === 'string' ? { ...headers, 'content-encoding': 'gzip' } : headers);
    response.end(request.method === 'HEAD' ? undefined : packed);
  });
  const bodyOf = async (name) => {
    if (name.startsWith('/_img/')) return readFile(path.join(pictures, path.basename(name))).catch(() => undefined);
    const file = files[name.slice(1)];
    return file?.base64 ? Buffer.from(file.base64, 'base64') : file;
  };
  await new Promise((resolve) => server.listen(port, '127.0.0.1', resolve));
  return {
    address: `http://127.0.0.1:${server.address().port}`,
    show: (site) => { files = site; },
    stop: () => new Promise((resolve) => { server.close(resolve); server.closeAllConnections(); }),
  };
}
