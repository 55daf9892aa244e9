import { defineMiddleware } from 'astro:middleware';
import { local } from './lib/local';

/** The resident renderer hands the context over; a plain build reads it from the project's files. */
export const onRequest = defineMiddleware((context, next) => {
  const locals = context.locals as { ctx?: unknown };
  locals.ctx ??= local();
  return next();
});
