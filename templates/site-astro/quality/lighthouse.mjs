// npm run lighthouse [-- sample ...]   three runs of the home page on a phone, in every sample's own look; the medians are printed
import lighthouse from 'lighthouse';
import { startRenderer } from '../renderer/test/support/renderer.mjs';
import { realPictures, sample, sampleNames } from '../renderer/test/support/samples.mjs';
import { serveSite } from '../renderer/test/support/static-server.mjs';
import { tool } from '../renderer/test/support/tools.mjs';

const RUNS = 3;
const LEAST = { performance: 95, accessibility: 100, 'best-practices': 100, seo: 100 };
const asked = process.argv.slice(2);
const names = asked.length > 0 ? asked : await sampleNames();
const debugPort = Number(process.env.DEBUG_PORT ?? 9333);

const renderer = await startRenderer();
const pictures = await realPictures();
const server = await serveSite(Number(process.env.QUALITY_PORT ?? 0), pictures.folder);
const { chromium } = tool('playwright-core');
const args = [`--remote-debugging-port=${debugPort}`, ...(process.getuid?.() === 0 ? ['--no-sandbox'] : [])];
const browser = await chromium.launch({ executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium', args });

const median = (values) => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)];
let failed = false;
try {
  for (const name of names) {
    const ctx = { ...(await sample(name, undefined, pictures.images)), baseUrl: server.address };
    server.show((await renderer.call({ op: 'render', ctx })).files);
    const scores = Object.fromEntries(Object.keys(LEAST).map((key) => [key, []]));
    const more = { LCP: [], CLS: [], TBT: [] };
    for (let i = 0; i < RUNS; i++) {
      const { lhr } = await lighthouse(`${server.address}/`, { port: debugPort, logLevel: 'error', onlyCategories: Object.keys(LEAST) });
      for (const key of Object.keys(LEAST)) scores[key].push(Math.round(lhr.categories[key].score * 100));
      for (const [key, audit] of [['LCP', 'largest-contentful-paint'], ['CLS', 'cumulative-layout-shift'], ['TBT', 'total-blocking-time']]) more[key].push(Math.round(lhr.audits[audit].numericValue * 1000) / 1000);
      const bad = Object.values(lhr.categories).flatMap(({ id, auditRefs }) => (id === 'performance' ? [] : auditRefs.filter(({ id: audit, weight }) => weight > 0 && lhr.audits[audit].score !== null && lhr.audits[audit].score < 1).map(({ id: audit }) => audit)));
      if (bad.length > 0) console.log(`  ${name}: ${bad.join(', ')}`);
    }
    const medians = Object.fromEntries(Object.entries(scores).map(([key, values]) => [key, median(values)]));
    failed ||= Object.entries(LEAST).some(([key, least]) => medians[key] < least);
    console.log(JSON.stringify({ name, ...medians, runs: scores.performance, ...Object.fromEntries(Object.entries(more).map(([key, values]) => [key, median(values)])) }));
  }
} finally {
  await browser.close();
  await server.stop();
  await renderer.stop();
}
process.exitCode = failed ? 1 : 0;
