import fonts from './fonts.json' with { type: 'json' };

/**
 * The CSS that the design tokens stand for, and after it a person's own rules. Colours that a page needs beyond the nine
 * given ones are derived here, each moved until its contrast holds, so that no choice of tokens makes a page unreadable.
 */
export function globalCss(tokens, ownRules = '') {
  const { text, muted, border } = tokens.color;
  const colors = Object.entries({ ...tokens.color, ...derived(tokens.color), ink: text, inkMuted: muted, line: border });
  const names = colors.map(([name, value]) => `--${name.replace(/[A-Z]/g, (sign) => `-${sign.toLowerCase()}`)}:${value}`);
  const heading = fonts[tokens.font.heading] ?? fonts.system;
  const body = fonts[tokens.font.body] ?? fonts.system;
  const family = ({ family }) => (family ? `"${family}", ` : '');
  const font = `--heading:${family(heading)}${heading.stack};--body:${family(body)}${body.stack}`;
  const radius = { none: '0px', small: '6px', large: '18px' }[tokens.radius];
  return `:root{${names.join(';')};${font};--radius:${radius}}\n${ownRules}`.trim();
}

function derived({ background, surface, text, primary, accent }) {
  const dark = luminance(background) < 0.4;
  const end = dark ? '#ffffff' : '#000000';
  const deep = mix(primary, '#0b0d10', 0.62);
  const onDeep = mix('#ffffff', primary, 0.06);
  return {
    link: readable(primary, [background, surface], end),
    accentInk: readable(accent, [background, surface], end),
    tint: mix(background, primary, 0.08),
    onTint: readable(text, [mix(background, primary, 0.08)], end),
    deep,
    onDeep,
    onDeepMuted: readable(mix(onDeep, deep, 0.25), [deep], '#ffffff', 5.5),
    accentOnDeep: readable(accent, [deep], '#ffffff'),
    veil: veil(deep, onDeep),
    scheme: dark ? 'dark' : 'light',
  };
}

/** The colour, moved towards `end` until it can be read on all the grounds. */
function readable(color, grounds, end, ratio = 4.6) {
  for (let share = 0; share <= 1; share += 0.05) {
    const candidate = mix(color, end, share);
    if (grounds.every((ground) => contrast(candidate, ground) >= ratio)) return candidate;
  }
  return end;
}

/** What lies over a video, so that words on it can be read whatever it shows: a white frame is the worst that comes. */
function veil(deep, words) {
  for (let share = 0.6; share <= 0.85; share += 0.05) {
    if (contrast(mix('#ffffff', deep, share), words) >= 4.6) return over(deep, share);
  }
  const black = mix(deep, '#000000', 0.7);
  return over(black, 0.8);
}

function over(color, share) {
  return `${color}${Math.round(share * 255).toString(16)}`;
}

export function contrast(one, other) {
  const [light, dark] = [luminance(one), luminance(other)].sort((a, b) => b - a);
  return (light + 0.05) / (dark + 0.05);
}

function mix(one, other, share) {
  const [a, b] = [channels(one), channels(other)];
  return `#${a.map((value, i) => Math.round(value + (b[i] - value) * share).toString(16).padStart(2, '0')).join('')}`;
}

function luminance(color) {
  const [red, green, blue] = channels(color).map((value) => {
    const share = value / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

function channels(color) {
  return [1, 3, 5].map((at) => parseInt(color.slice(at, at + 2), 16));
}
