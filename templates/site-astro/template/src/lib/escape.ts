const signs: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };

/** Text for XML; control characters that XML does not know are left out. */
export function xml(text: string): string {
  return text.replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f]/g, '').replace(/[&<>"']/g, (sign) => signs[sign]!);
}

/** JSON that may stand inside a script element. */
export function json(value: unknown): string {
  return JSON.stringify(value).replace(/</g, '\\u003c').replace(/\u2028/g, '\\u2028').replace(/\u2029/g, '\\u2029');
}

/** A link target of an allowed kind, else nothing: client data never chooses another scheme or a `//host`. */
export function safeHref(href: string | undefined): string | undefined {
  if (!href) return undefined;
  const target = href.trim();
  return /^(https?:\/\/[^\s/]|tel:\+?[0-9]|mailto:[^\s]|\/(?![/\\])|#)/i.test(target) ? target : undefined;
}
