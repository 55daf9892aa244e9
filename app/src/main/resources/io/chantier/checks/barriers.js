'use strict';
// Runs in a copy of a page: examines it and tells the frame around it.
addEventListener('load', async () => {
  const tell = (report) => parent.postMessage(report, '*');
  try {
    const { violations, incomplete } = await axe.run(document, {
      runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'],
      resultTypes: ['violations', 'incomplete'],
      iframes: false,
      preload: false,
    });
    const told = (results) => results.map(({ id, impact, nodes }) => ({
      id,
      impact,
      count: nodes.length,
      nodes: nodes.slice(0, 5).map((node) => ({ target: node.target.join(' '), html: node.html.slice(0, 300) })),
    }));
    tell({ violations: told(violations), incomplete: told(incomplete) });
  } catch (error) {
    tell({ failed: String(error) });
  }
});
