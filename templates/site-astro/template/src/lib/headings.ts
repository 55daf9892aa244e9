import type { Page } from './context';

/** A section's own heading, unless the page's heading already says the same. */
export function shownTitle(page: Page, title: string | undefined): string | undefined {
  return page.sections[0]?.type !== 'hero' && title === page.label ? undefined : title;
}

/** The level of the headings inside a section, so that none is left out. */
export function innerHeading(page: Page, title: string | undefined): 'h2' | 'h3' {
  return shownTitle(page, title) ? 'h3' : 'h2';
}
