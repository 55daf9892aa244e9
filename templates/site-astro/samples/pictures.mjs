// node pictures.mjs <outDir> [width]   draws the samples' pictures: ours, made from nothing but shapes, light and noise
import { mkdir, readFile, access } from 'node:fs/promises';
import { createRequire } from 'node:module';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const here = path.dirname(fileURLToPath(import.meta.url));

/** A small generator of even numbers, so that every picture is the same on each run. */
function dice(seed) {
  let state = seed * 2654435761 % 4294967296;
  return (from = 0, to = 1) => {
    state = (state * 1664525 + 1013904223) % 4294967296;
    return from + (state / 4294967296) * (to - from);
  };
}

const grain = (seed) => `<filter id="grain"><feTurbulence type="fractalNoise" baseFrequency=".8" numOctaves="2" seed="${seed}"/><feColorMatrix values="0 0 0 0 .5 0 0 0 0 .5 0 0 0 0 .5 0 0 0 .22 0"/></filter>`;
const wood = (id, seed, dark) => `<filter id="${id}" x="0" y="0" width="1" height="1"><feTurbulence type="fractalNoise" baseFrequency=".0025 .09" numOctaves="4" seed="${seed}"/><feColorMatrix values=".5 0 0 0 ${dark ? 0.12 : 0.42} .35 0 0 0 ${dark ? 0.05 : 0.24} .2 0 0 0 ${dark ? 0.02 : 0.1} 0 0 0 0 1"/></filter>`;
const blur = (id, by) => `<filter id="${id}" x="-50%" y="-50%" width="200%" height="200%"><feGaussianBlur stdDeviation="${by}"/></filter>`;

const scenes = {
  planks(r, seed) {
    const rows = Array.from({ length: 7 }, (_, i) => `<g transform="translate(${r(-200, 0)} ${i * 145})"><rect width="1900" height="141" filter="url(#w${i % 3})"/><rect width="1900" height="141" fill="#3a1c08" opacity="${r(0, 0.25)}"/><rect y="138" width="1900" height="7" fill="#140a04" opacity=".8"/></g>`).join('');
    return `${[0, 1, 2].map((i) => wood(`w${i}`, seed * 3 + i, i === 1)).join('')}${rows}<radialGradient id="l" cx=".2" cy=".1" r="1.1"><stop offset="0" stop-color="#fff1d6" stop-opacity=".55"/><stop offset=".6" stop-color="#000" stop-opacity="0"/><stop offset="1" stop-color="#120600" stop-opacity=".7"/></radialGradient><rect width="1500" height="1000" fill="url(#l)"/>`;
  },
  workshop(r, seed) {
    const tools = Array.from({ length: 9 }, (_, i) => `<rect x="${90 + i * 110 + r(-20, 20)}" y="${170 + r(-10, 40)}" width="${r(14, 30)}" height="${r(120, 240)}" rx="8" fill="${['#2a1a10', '#5b4636', '#85735f', '#3c4046'][i % 4]}"/>`).join('');
    const window = `<g transform="translate(1040 60)"><rect width="380" height="470" fill="#fff6df"/><rect x="180" width="14" height="470" fill="#5d5146"/><rect y="225" width="380" height="14" fill="#5d5146"/></g>`;
    return `${wood('w0', seed, false)}${wood('w1', seed + 5, true)}${blur('b', 5)}${blur('h', 90)}<rect width="1500" height="1000" fill="#4a3c31"/><g filter="url(#b)">${tools}<rect y="150" width="980" height="16" fill="#2a1d14"/>${window}</g><rect x="1000" y="20" width="520" height="640" fill="#ffe9bb" opacity=".55" filter="url(#h)"/><g transform="translate(0 640)"><rect width="1500" height="360" filter="url(#w0)"/><rect width="1500" height="26" fill="#fff" opacity=".22"/></g><g transform="translate(${r(180, 380)} 560) rotate(-3)"><rect width="640" height="96" filter="url(#w1)"/><rect width="640" height="10" fill="#fff" opacity=".25"/></g>${Array.from({ length: 60 }, () => `<ellipse cx="${r(100, 1300)}" cy="${r(690, 980)}" rx="${r(6, 26)}" ry="${r(3, 9)}" fill="#e9c796" opacity="${r(0.4, 0.95)}" transform="rotate(${r(-30, 30)} 700 800)"/>`).join('')}`;
  },
  stairs(r, seed) {
    const steps = Array.from({ length: 9 }, (_, i) => `<g transform="translate(${i * 120 + 120} ${840 - i * 92})"><rect width="1500" height="26" filter="url(#w0)"/><rect y="26" width="1500" height="70" fill="#efe9e0"/><rect y="26" width="1500" height="18" fill="#000" opacity=".14"/></g>`).join('');
    return `${wood('w0', seed, false)}<linearGradient id="wall" x1="0" x2="1" y2="1"><stop stop-color="#f7f2ea"/><stop offset="1" stop-color="#cfc4b4"/></linearGradient><rect width="1500" height="1000" fill="url(#wall)"/>${steps}${Array.from({ length: 9 }, (_, i) => `<rect x="${190 + i * 120}" y="${440 - i * 92}" width="9" height="400" fill="#23201d"/>`).join('')}<path d="M150 470 1500-560" stroke="#6b3f1d" stroke-width="26" fill="none"/>`;
  },
  table(r, seed) {
    const plate = (x, y, size, hue) => `<g transform="translate(${x} ${y})"><ellipse cx="14" cy="22" rx="${size}" ry="${size}" fill="#000" opacity=".35" filter="url(#s)"/><circle r="${size}" fill="#f4f1ea"/><circle r="${size * 0.74}" fill="#e5dfd3"/>${Array.from({ length: 26 }, () => { const a = r(0, 6.3), d = r(0, size * 0.48); return `<ellipse cx="${Math.cos(a) * d}" cy="${Math.sin(a) * d}" rx="${r(10, size * 0.2)}" ry="${r(8, size * 0.12)}" fill="hsl(${hue + r(-25, 35)} ${r(45, 80)}% ${r(28, 58)}%)" transform="rotate(${r(0, 180)})"/>`; }).join('')}${Array.from({ length: 12 }, () => `<circle cx="${r(-size * 0.4, size * 0.4)}" cy="${r(-size * 0.4, size * 0.4)}" r="${r(3, 9)}" fill="hsl(100 50% ${r(25, 50)}%)"/>`).join('')}<path d="M${-size * 0.5} ${-size * 0.45}q${size * 0.4} -${size * 0.35} ${size * 0.9} -${size * 0.02}" stroke="#fff" stroke-width="5" opacity=".5" fill="none"/></g>`;
    return `${wood('w0', seed, true)}${blur('s', 18)}<rect width="1500" height="1000" filter="url(#w0)"/><rect width="1500" height="1000" fill="#0d0704" opacity=".35"/>${plate(r(420, 560), r(420, 560), r(240, 300), seed * 37 % 60 + 8)}${plate(r(1030, 1180), r(240, 330), r(170, 210), seed * 53 % 90 + 10)}${plate(r(1060, 1200), r(740, 830), r(140, 180), seed * 71 % 120)}<radialGradient id="l" cx=".35" cy=".3" r="1"><stop offset="0" stop-color="#ffd9a0" stop-opacity=".35"/><stop offset="1" stop-color="#000" stop-opacity=".6"/></radialGradient><rect width="1500" height="1000" fill="url(#l)"/>`;
  },
  room(r, seed) {
    const lamps = Array.from({ length: 6 }, (_, i) => `<g><rect x="${160 + i * 240}" width="3" height="${210 + (i % 3) * 40}" fill="#141110"/><circle cx="${161 + i * 240}" cy="${236 + (i % 3) * 40}" r="26" fill="#ffe3ab"/><circle cx="${161 + i * 240}" cy="${236 + (i % 3) * 40}" r="110" fill="#ffbf5e" opacity=".35" filter="url(#g)"/></g>`).join('');
    const tables = Array.from({ length: 4 }, (_, i) => `<g transform="translate(${90 + i * 370} ${700 + (i % 2) * 90})"><ellipse cx="110" cy="0" rx="150" ry="30" fill="#5b3519"/><rect x="102" width="16" height="240" fill="#1c120b"/><rect x="40" y="-52" width="12" height="46" rx="4" fill="#e9f0ee" opacity=".7"/><circle cx="150" cy="-20" r="15" fill="#ffce7c"/><circle cx="150" cy="-20" r="60" fill="#ffae4a" opacity=".3" filter="url(#g)"/></g>`).join('');
    return `${blur('g', 30)}${blur('b', 3)}<linearGradient id="wall" y2="1" x2="0"><stop stop-color="hsl(${seed * 47 % 360} 18% 17%)"/><stop offset="1" stop-color="#1b1210"/></linearGradient><rect width="1500" height="1000" fill="url(#wall)"/><g filter="url(#b)">${Array.from({ length: 5 }, (_, i) => `<rect x="${60 + i * 300}" y="330" width="210" height="260" fill="hsl(${r(20, 40)} 30% ${r(18, 32)}%)" stroke="#0c0807" stroke-width="14"/>`).join('')}</g><rect y="640" width="1500" height="360" fill="#20140d"/>${lamps}${tables}`;
  },
  salon(r, seed) {
    const hue = seed * 61 % 360;
    const mirrors = Array.from({ length: 4 }, (_, i) => `<g transform="translate(${200 + i * 370} 330)"><ellipse rx="135" ry="190" fill="#fff" opacity=".8" filter="url(#g)"/><ellipse rx="118" ry="172" fill="url(#m)" stroke="#c8a06a" stroke-width="9"/><path d="M-70 110 30-150M-20 140 80-100" stroke="#fff" stroke-width="10" opacity=".5"/></g><g transform="translate(${200 + i * 370} 720)"><rect x="-85" y="-120" width="170" height="180" rx="40" fill="hsl(${hue} 18% 30%)"/><rect x="-100" y="20" width="200" height="56" rx="26" fill="hsl(${hue} 18% 24%)"/><rect x="-9" y="76" width="18" height="110" fill="#8d8d92"/><ellipse cy="190" rx="90" ry="16" fill="#77777c"/></g>`).join('');
    return `${blur('g', 26)}<linearGradient id="m" x2="1" y2="1"><stop stop-color="#f3f6f6"/><stop offset=".6" stop-color="#b9c4c6"/><stop offset="1" stop-color="#e2e8e8"/></linearGradient><linearGradient id="wall" y2="1" x2="0"><stop stop-color="hsl(${hue} 22% 88%)"/><stop offset="1" stop-color="hsl(${hue} 20% 76%)"/></linearGradient><rect width="1500" height="1000" fill="url(#wall)"/><rect y="860" width="1500" height="140" fill="#b8a58e"/><rect y="520" width="1500" height="16" fill="#d9c4a1"/>${mirrors}<rect x="-100" y="-50" width="500" height="1200" fill="#fff" opacity=".35" filter="url(#g)" transform="skewX(-18)"/>`;
  },
  bottles(r, seed) {
    return `${blur('b', 22)}${blur('g', 6)}<linearGradient id="wall" x2="1" y2="1"><stop stop-color="hsl(${seed * 29 % 360} 24% 90%)"/><stop offset="1" stop-color="hsl(${seed * 29 % 360} 22% 70%)"/></linearGradient><rect width="1500" height="1000" fill="url(#wall)"/>${Array.from({ length: 14 }, () => `<circle cx="${r(0, 1500)}" cy="${r(0, 600)}" r="${r(30, 110)}" fill="#fff" opacity="${r(0.15, 0.5)}" filter="url(#b)"/>`).join('')}<rect y="800" width="1500" height="200" fill="#ece4d8"/>${Array.from({ length: 6 }, (_, i) => { const h = r(260, 460), w = r(90, 140), x = 170 + i * 205; return `<g transform="translate(${x} ${820 - h})"><ellipse cx="${w / 2}" cy="${h}" rx="${w * 0.7}" ry="16" fill="#000" opacity=".2" filter="url(#g)"/><rect x="${w * 0.32}" y="-60" width="${w * 0.36}" height="70" rx="8" fill="#22201f"/><rect width="${w}" height="${h}" rx="22" fill="hsl(${(seed * 29 + i * 16) % 360} 26% ${r(30, 66)}%)"/><rect x="${w * 0.12}" y="20" width="${w * 0.12}" height="${h - 50}" rx="8" fill="#fff" opacity=".35"/><rect x="${w * 0.15}" y="${h * 0.42}" width="${w * 0.7}" height="${h * 0.3}" fill="#faf6ef"/></g>`; }).join('')}`;
  },
  portrait(r, seed) {
    const hue = seed * 83 % 360;
    return `${blur('b', 40)}${blur('g', 3)}<rect width="1500" height="1000" fill="hsl(${hue} 14% 62%)"/>${Array.from({ length: 10 }, () => `<circle cx="${r(0, 1500)}" cy="${r(0, 900)}" r="${r(60, 170)}" fill="hsl(${hue + r(-30, 30)} 26% ${r(48, 80)}%)" opacity=".7" filter="url(#b)"/>`).join('')}<g filter="url(#g)"><path d="M430 1000c10-220 120-300 320-300s310 80 320 300z" fill="hsl(${hue + 180} 22% 26%)"/><rect x="690" y="560" width="120" height="190" rx="50" fill="hsl(${r(18, 28)} 42% 58%)"/><ellipse cx="750" cy="430" rx="140" ry="180" fill="hsl(${r(18, 28)} 46% 66%)"/><path d="M600 430c-30-200 70-270 160-265 110 4 180 90 140 270-20-90-60-130-120-150-70 20-140 40-180 145z" fill="hsl(${r(10, 35)} 35% ${r(14, 40)}%)"/></g>`;
  },
  logo() {
    return '<rect width="1500" height="1000" fill="#fff"/><g fill="none" stroke="#7a2e1d" stroke-width="60"><circle cx="750" cy="500" r="330"/><path d="M560 620V400l190-130 190 130v220z"/></g>';
  },
};

export async function drawPictures(outDir, width = 1500) {
  const sharp = createRequire(path.join(here, '../template/package.json'))('sharp');
  const list = JSON.parse(await readFile(path.join(here, 'pictures.json'), 'utf8'));
  await mkdir(outDir, { recursive: true });
  const sources = {};
  for (const [id, { scene, seed, alt, square }] of Object.entries(list)) {
    const file = path.join(outDir, `${id}.jpg`);
    sources[id] = { file, alt };
    if (await access(file).then(() => true, () => false)) continue;
    const inside = scenes[scene](dice(seed), seed);
    const noise = scene === 'logo' ? '' : `${grain(seed)}<rect width="1500" height="1000" filter="url(#grain)"/>`;
    const height = Math.round((width * 2) / 3);
    const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 1500 1000">${inside}${noise}</svg>`;
    let picture = sharp(Buffer.from(svg));
    if (square) picture = sharp(await picture.extract({ left: Math.round(width / 6), top: 0, width: height, height }).png().toBuffer());
    await picture.jpeg({ quality: 82 }).toFile(file);
  }
  return sources;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await drawPictures(path.resolve(process.argv[2] ?? 'target/pictures'), Number(process.argv[3] ?? 1500));
