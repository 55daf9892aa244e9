import { defineConfig, passthroughImageService } from 'astro/config';
import redirects from './redirects.mjs';

export default defineConfig({
  output: 'static',
  trailingSlash: 'always',
  compressHTML: true,
  devToolbar: { enabled: false },
  build: { assets: 'assets', inlineStylesheets: 'always' },
  image: { service: passthroughImageService() },
  integrations: [redirects()],
});
