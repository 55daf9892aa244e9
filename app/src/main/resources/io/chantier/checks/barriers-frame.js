'use strict';
// Shows each page in a frame as wide as a phone or a desktop, and writes down what was found in it.
addEventListener('load', async () => {
  const out = document.getElementById('report');
  const pages = JSON.parse(document.getElementById('pages').textContent);
  const width = Number(out.dataset.width);
  const reports = [];
  for (const page of pages) {
    const frame = document.createElement('iframe');
    frame.width = width;
    frame.height = 900;
    const report = new Promise((resolve) => addEventListener('message', (message) => resolve(message.data), { once: true }));
    frame.src = page;
    document.body.append(frame);
    reports.push({ page, width, report: await report });
    frame.remove();
  }
  out.textContent = JSON.stringify(reports);
});
