import type { Day, Site } from './context';
import type { Words } from './words';

const week: Day[] = ['mo', 'tu', 'we', 'th', 'fr', 'sa', 'su'];

/** Rows of the opening hours: following days with the same times share one. A day that nobody named is not called closed. */
export function hourRows(site: Site, words: Words): { days: string; times: string[] }[] {
  const rows: { first: Day; last: Day; times: string[] }[] = [];
  week.forEach((day, i) => {
    const times = (site.hours ?? [])
      .filter(({ days }) => days.includes(day))
      .map(({ opens, closes }) => `${opens}\u00a0–\u00a0${closes}`)
      .sort();
    if (times.length === 0) return;
    const before = rows.at(-1);
    if (before && before.last === week[i - 1] && before.times.join() === times.join()) before.last = day;
    else rows.push({ first: day, last: day, times });
  });
  return rows.map(({ first, last, times }) => {
    const end = site.language === 'fr' ? words.days[last].toLowerCase() : words.days[last];
    return { days: first === last ? words.days[first] : `${words.days[first]} – ${end}`, times };
  });
}
