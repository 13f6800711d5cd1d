/**
 * The articles that are measured. In: how many, and where their pictures are served. Out: Markdown, and the pictures.
 * The same on every machine and every run: a third Chinese, the rest English, with headings, lists, code, tables and two
 * or three pictures each.
 */
import sharp from 'sharp';

const han =
  '山水风雨云月春夏秋冬日夜江河湖海花草树木鸟鱼虫石田土金火天地人心手足目耳口书画琴棋诗酒茶饭衣食住行来去上下左右前后远近高低大小多少新旧长短东西南北城门路桥舟车马牛羊犬一二三四五六七八九十百千万年时分秒是有在不了与及而为以于也之其这那个们说看听想做走';
const latin =
  'the of and to a in that it was for on with as had they at from by we were his be not but or an which there one have all would when out about so up said what some if time into could them then now made over down only way see been like more after most where through long very before much any through small great house water light morning river garden window letter paper winter summer valley bridge station'.split(
    ' ',
  );

/** Numbers that look random, the same for the same seed (Numerical Recipes' generator). */
export function createDice(seed) {
  let state = (seed * 2654435761 + 1) >>> 0;
  return (sides) => {
    state = (state * 1664525 + 1013904223) >>> 0;
    return Math.floor((state / 2 ** 32) * sides);
  };
}

export function writeArticle(index, server) {
  const dice = createDice(index + 1);
  const chinese = index % 3 === 0;
  const words = (count) =>
    chinese
      ? Array.from({ length: count * 2 }, () => han[dice(han.length)]).join('')
      : Array.from({ length: count }, () => latin[dice(latin.length)]).join(' ');
  const sentence = () =>
    chinese
      ? `${words(4 + dice(5))}，${words(4 + dice(6))}。`
      : `${words(1).replace(/^./, (letter) => letter.toUpperCase())} ${words(8 + dice(12))}.${' '}`;
  const paragraph = () =>
    Array.from({ length: 4 + dice(4) }, sentence)
      .join('')
      .trim();
  const pictures = pictureNames(index);
  const sections = Array.from({ length: 6 }, (_, section) => {
    // About 18 KB an article, as long articles of the web have.
    const lines = [`## ${words(4)}`, ...Array.from({ length: 6 }, paragraph)];
    if (section < pictures.length) lines.push(`![${words(5)}](${server}/${pictures[section]})`, `*${words(8)}*`);
    if (section === 1) lines.push([0, 1, 2, 3].map(() => `- ${words(9)}`).join('\n'));
    if (section === 2)
      lines.push('```js', ...[0, 1, 2, 3, 4, 5].map((n) => `const value${n} = compute(${dice(999)});`), '```');
    if (section === 3)
      lines.push(
        [
          '| a | b | c |',
          '| --- | :-: | ---: |',
          ...[0, 1, 2, 3].map(() => `| ${words(2)} | ${words(1)} | ${dice(9999)} |`),
        ].join('\n'),
      );
    if (section === 4)
      lines.push(
        `### ${words(3)}`,
        `**${words(3)}** ${sentence()} *${words(2)}* \`${latin[dice(9)]}\` [${words(2)}](https://example.com/${index})`,
      );
    return lines.map((line) => (line.startsWith('const') || line.startsWith('```') ? line : `${line}\n`)).join('\n');
  });
  const title = `${chinese ? '文章' : 'Article'} ${index + 1}`;
  return { title, pictures, text: `# ${title}\n\n${paragraph()}\n\n${sections.join('\n\n')}\n` };
}

const types = ['png', 'jpg', 'webp'];

function pictureNames(index) {
  return Array.from({ length: 2 + (index % 2) }, (_, count) => `${index}-${count}.${types[(index + count) % 3]}`);
}

/** Articles of nothing but pictures, each with a sentence before it. Their addresses are those of `urls`. */
export function writeGallery(index, urls) {
  const dice = createDice(index + 5000);
  const words = (count) => Array.from({ length: count }, () => latin[dice(latin.length)]).join(' ');
  const shown = urls.map((url) => `${words(24)}.\n\n![${words(6)}](${url})`);
  return `# Gallery ${index + 1}\n\n${shown.join('\n\n')}\n`;
}

/** A function from a picture's name to its bytes, about 80 KB. */
export async function createPictures() {
  const photo = await drawPhoto(2400, 1600);
  return async (name) => {
    const [index, count] = name.split(/[-.]/).map(Number);
    const type = name.split('.')[1];
    const dice = createDice(index * 3 + count + 1000);
    if (type === 'png')
      return sharp(Buffer.from(drawing(dice)))
        .png()
        .toBuffer();
    const crop = { left: dice(1400), top: dice(900), width: 840, height: 560 };
    const picture = sharp(photo.data, { raw: photo.info }).extract(crop);
    return type === 'jpg' ? picture.jpeg({ quality: 76 }).toBuffer() : picture.webp({ quality: 80 }).toBuffer();
  };
}

/** A diagram with many small shapes and gradients: what PNG is used for. */
function drawing(dice) {
  const shapes = Array.from({ length: 55 }, () => {
    const colour = `rgb(${dice(256)},${dice(256)},${dice(256)})`;
    return `<rect x="${dice(1000)}" y="${dice(700)}" width="${20 + dice(120)}" height="${10 + dice(60)}" rx="6" fill="${colour}" stroke="#222"/><circle cx="${dice(1100)}" cy="${dice(750)}" r="${4 + dice(30)}" fill="none" stroke="${colour}" stroke-width="3"/>`;
  });
  return `<svg xmlns="http://www.w3.org/2000/svg" width="1000" height="700"><rect width="1000" height="700" fill="#fff"/>${shapes.join('')}</svg>`;
}

/** Waves of colour with grain, as photographs have; `amount` of it, of 255. */
export async function drawPhoto(width, height, amount = 24) {
  const data = Buffer.alloc(width * height * 3);
  const dice = createDice(7);
  for (let at = 0; at < data.length; at += 3) {
    const x = (at / 3) % width;
    const y = Math.floor(at / 3 / width);
    const grain = dice(amount);
    data[at] = 120 + 90 * Math.sin(x / 61 + y / 200) + grain;
    data[at + 1] = 120 + 90 * Math.sin(y / 47 + x / 300) + grain;
    data[at + 2] = 110 + 90 * Math.sin((x + y) / 83) + grain;
  }
  return { data, info: { width, height, channels: 3 } };
}
