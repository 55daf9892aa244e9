import words from './words.json';
import type { Ctx, Site } from './context';
import { safeHref } from './escape';

export type Words = (typeof words)['fr'];

/** The interface's words in the site's language. */
export function wordsOf(site: Site): Words {
  return words[site.language] ?? words.fr;
}

/** Puts values into `{name}` places. */
export function say(sentence: string, values: Record<string, string>): string {
  return sentence.replace(/\{(\w+)\}/g, (place, name) => values[name] ?? place);
}

/** A phone number as it is shown: never broken over two lines. */
export function unbroken(text: string): string {
  return text.trim().replace(/\s+/g, '\u00a0');
}

/** The phone to call: the first that is no fax, a fixed line before a mobile one. */
export function mainPhone({ site }: Ctx) {
  const phones = (site.contact?.phones ?? []).filter((phone) => phone.kind !== 'fax');
  return phones.find((phone) => phone.kind !== 'mobile') ?? phones[0];
}

/** The place on a map: the given link, else a search for the postal address. */
export function mapLink({ site }: Ctx): string | undefined {
  const { address, mapUrl } = site.contact ?? {};
  if (safeHref(mapUrl)) return safeHref(mapUrl);
  if (!address?.city) return undefined;
  const query = [address.street, address.postalCode, address.city, address.country].filter(Boolean).join(', ');
  return `https://www.openstreetmap.org/search?query=${encodeURIComponent(query)}`;
}

/** The address in lines, as it is written on a letter. */
export function addressLines({ site }: Ctx): string[] {
  const { street, postalCode, city } = site.contact?.address ?? {};
  return [street, [postalCode, city].filter(Boolean).join('\u00a0')].filter((line): line is string => Boolean(line));
}
