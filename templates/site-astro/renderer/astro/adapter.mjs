/** The smallest Astro adapter: the compiled template exports `renderPage`, and no server of its own. */
export default function resident(entry) {
  return {
    name: 'resident',
    hooks: {
      'astro:config:done': ({ setAdapter }) =>
        setAdapter({
          name: 'resident',
          entrypointResolution: 'auto',
          serverEntrypoint: entry,
          supportedAstroFeatures: { serverOutput: 'stable', staticOutput: 'stable', hybridOutput: 'stable' },
        }),
    },
  };
}
