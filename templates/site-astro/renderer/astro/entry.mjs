import { createApp } from 'astro/app/entrypoint';

const app = createApp({ streaming: false });

/** Renders one address with the given context: the status and the text of the answer. */
export async function renderPage(url, ctx) {
  const response = await app.render(new Request(url), { locals: { ctx } });
  return { status: response.status, body: await response.text() };
}
