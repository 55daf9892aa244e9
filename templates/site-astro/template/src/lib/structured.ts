import type { Ctx, Day } from './context';

const days: Record<Day, string> = { mo: 'Monday', tu: 'Tuesday', we: 'Wednesday', th: 'Thursday', fr: 'Friday', sa: 'Saturday', su: 'Sunday' };

/** The business for search engines (schema.org), from its facts only. */
export function businessData(ctx: Ctx): object {
  const { site, images, baseUrl } = ctx;
  const { phones = [], emails = [], address } = site.contact ?? {};
  const logo = site.logo && images[site.logo.image]?.variants.at(-1);
  return known({
    '@context': 'https://schema.org',
    '@type': 'LocalBusiness',
    '@id': new URL('/#business', baseUrl).href,
    name: site.name,
    url: new URL('/', baseUrl).href,
    description: site.description ?? site.tagline,
    slogan: site.tagline,
    logo: logo && new URL(logo.url, baseUrl).href,
    image: logo && new URL(logo.url, baseUrl).href,
    telephone: phones.find((phone) => phone.kind !== 'fax')?.tel,
    faxNumber: phones.find((phone) => phone.kind === 'fax')?.tel,
    email: emails[0],
    address: address && known({
      '@type': 'PostalAddress',
      streetAddress: address.street,
      postalCode: address.postalCode,
      addressLocality: address.city,
      addressCountry: address.country,
    }),
    openingHoursSpecification: site.hours?.length ? site.hours.map((hours) => ({
      '@type': 'OpeningHoursSpecification',
      dayOfWeek: hours.days.map((day) => days[day]),
      opens: hours.opens,
      closes: hours.closes === '24:00' ? '23:59' : hours.closes,
    })) : undefined,
    sameAs: site.social?.length ? site.social.map(({ url }) => url) : undefined,
    foundingDate: site.founded,
    legalName: site.legal?.companyName,
    vatID: site.legal?.vat,
  });
}

function known(object: Record<string, unknown>): object {
  return Object.fromEntries(Object.entries(object).filter(([, value]) => value !== undefined));
}
