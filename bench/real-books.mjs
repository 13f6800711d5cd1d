/**
 * Generated books with as much code, and as many tables, headings, links and includes, as real ones. In: a row of the
 * table and a folder. Out: a book in that folder. The same on every machine and every run.
 */
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createDice } from './articles.mjs';

/** For each chapter: sections, paragraphs and code blocks in each, tables, links, lines of a code block. */
export const realBooks = {
  // ECMAScript 6 Tutorial, by Ruan Yifeng: 29 chapters, 235 kB of code in 1,300 blocks.
  es6: {
    chapters: 29,
    sections: 15,
    paragraphs: 4,
    code: 3,
    lines: 5,
    tables: 0.3,
    links: 1,
    language: 'js',
    han: true,
  },
  // The Rust Programming Language: 111 chapters, 230 kB of code, half of it included, 28 drawings in SVG.
  rust: {
    chapters: 111,
    sections: 5,
    paragraphs: 5,
    code: 1.6,
    lines: 11,
    tables: 0.1,
    links: 3,
    language: 'rust',
    drawings: 28,
  },
  // 100 issues of a weekly: short texts, each with a link.
  weekly: {
    chapters: 100,
    sections: 12,
    paragraphs: 2,
    code: 0.05,
    lines: 5,
    tables: 0,
    links: 5,
    language: 'js',
    han: true,
  },
};

const han =
  '山水风雨云月春夏秋冬日夜江河湖海花草树木鸟鱼虫石田土金火天地人心手足目耳口书画琴棋诗酒茶饭衣食住行来去上下左右前后远近高低大小多少新旧长短东西南北城门路桥舟车马牛羊犬是有在不了与及而为以于也之其这那个们说看听想做走';
const latin =
  'the of and to a in that it was for on with as had they at from by value type function object string number result error thread pattern trait field return call create method module closure iterator reference memory owner program compile example'.split(
    ' ',
  );

const statements = {
  js: [
    (n) => `const ${n()} = new Map([['${n()}', ${n.digit()}], ['${n()}', true]]);`,
    (n) => `function ${n()}(${n()}, ...${n()}) {\n  return \`${n()}: \${${n()} * ${n.digit()}}\`;\n}`,
    (n) => `// ${n.text()}\nlet [${n()}, ${n()} = ${n.digit()}] = ${n()}();`,
    (n) => `${n()}.then(({ ${n()} }) => console.log(${n()}), (error) => { throw new TypeError("${n()}"); });`,
    (n) => `class ${n.type()} extends ${n.type()} {\n  #${n()} = null;\n  async *${n()}() { yield* this.${n()}; }\n}`,
    (n) => `if (/^${n()}\\d+$/u.test(${n()}) && ${n()} !== undefined) ${n()}.${n()} += 0x${n.digit()}; /* ${n()} */`,
  ],
  rust: [
    (n) => `let mut ${n()}: Vec<${n.type()}> = Vec::with_capacity(${n.digit()});`,
    (n) => `#[derive(Debug, Clone)]\nstruct ${n.type()}<'a> {\n    ${n()}: &'a str,\n    ${n()}: Option<u32>,\n}`,
    (n) => `// ${n.text()}\nprintln!("{} {:?}", ${n()}, ${n()}.${n()}());`,
    (n) =>
      `fn ${n()}(${n()}: &mut ${n.type()}) -> Result<usize, ${n.type()}> {\n    Ok(${n()}.len() + ${n.digit()})\n}`,
    (n) =>
      `match ${n()}.${n()}() {\n    Some(${n()}) if ${n()} > ${n.digit()} => '${n()[0]}',\n    _ => panic!("${n()}"),\n}`,
  ],
  console: [
    (n) => `$ cargo run --${n()}\n   Compiling ${n()} v0.1.0 (file:///projects/${n()})`,
    (n) =>
      `error[E0${n.digit()}]: ${n.text()}\n --> src/main.rs:${n.digit()}:5\n  |\n4 |     let ${n()} = ${n()};\n  |         ^^^`,
  ],
};

function createWriter(seed, isHan) {
  const dice = createDice(seed);
  const name = () => latin[dice(latin.length)] + (dice(3) === 0 ? `_${latin[dice(latin.length)]}` : '');
  const words = (count) =>
    isHan
      ? Array.from({ length: count * 2 }, () => han[dice(han.length)]).join('')
      : Array.from({ length: count }, () => latin[dice(latin.length)]).join(' ');
  name.digit = () => String(dice(900));
  name.type = () => name().replace(/(?:^|_)(.)/g, (_, letter) => letter.toUpperCase());
  name.text = () => words(6);
  const mark = () => (dice(3) === 0 ? `\`${name()}\`` : dice(4) === 0 ? `**${words(2)}**` : words(3));
  return {
    dice,
    words,
    /** A share such as 1.6 is 1 or 2. */
    count: (share) => Math.floor(share) + (dice(1000) < (share % 1) * 1000 ? 1 : 0),
    paragraph: () =>
      Array.from({ length: 2 + dice(3) }, () =>
        isHan
          ? `${words(5 + dice(6))}，${mark()}，${words(4 + dice(5))}。`
          : `${words(8 + dice(8))} ${mark()} ${words(5)}. `,
      )
        .join('')
        .trim(),
    code: (language, lines) => {
      const made = [];
      while (made.length < lines)
        made.push(...statements[language][dice(statements[language].length)](name).split('\n'));
      return made.slice(0, lines).join('\n');
    },
  };
}

export async function writeRealBook(name, folder) {
  const book = realBooks[name];
  await mkdir(join(folder, 'files'), { recursive: true });
  for (let index = 0; index < (book.drawings ?? 0); index += 1)
    await writeFile(join(folder, 'files', `drawing-${index}.svg`), drawing(index));
  const names = [];
  for (let index = 0; index < book.chapters; index += 1) {
    names.push(`chapter-${String(index).padStart(3, '0')}.md`);
    await writeFile(join(folder, names.at(-1)), await writeChapter(index, book, folder));
  }
  const language = book.han ? 'zh-CN' : 'en';
  await writeFile(
    join(folder, 'book.yaml'),
    `title: ${name}\nlanguage: ${language}\narticles: [${names.join(', ')}]\n`,
  );
}

async function writeChapter(index, book, folder) {
  const { dice, words, count, paragraph, code } = createWriter(index + 1, book.han);
  const blocks = [`# ${words(3)} ${index}`, paragraph()];
  for (let section = 0; section < book.sections; section += 1) {
    blocks.push(`${section % 3 === 2 ? '###' : '##'} ${words(3)} ${section}`);
    for (let left = book.paragraphs; left > 0; left -= 1) blocks.push(paragraph());
    for (let left = count(book.code); left > 0; left -= 1) {
      const language = book.language === 'rust' && dice(5) < 2 ? 'console' : book.language;
      blocks.push(
        await codeBlock(
          code(language, 2 + dice(2 * book.lines - 3)),
          language,
          left % 2 === 0 || section % 2 === 0,
          `${index}-${section}`,
          folder,
        ),
      );
    }
    for (let left = count(book.links); left > 0; left -= 1)
      blocks.push(`${section + 1}、[${words(4)}](https://example.com/${index}/${section}/${left})\n\n${words(12)}`);
    if (count(book.tables) > 0)
      blocks.push(
        [
          '| a | b | c |',
          '| --- | :-: | --: |',
          ...[0, 1, 2, 3].map(() => `| ${words(2)} | ${words(1)} | ${dice(99)} |`),
        ].join('\n'),
      );
    if (section === 1) blocks.push([0, 1, 2, 3].map(() => `- ${words(9)}`).join('\n'));
    if (section === 0 && index < (book.drawings ?? 0)) blocks.push(`![${words(4)}](files/drawing-${index}.svg)`);
  }
  return `${blocks.join('\n\n')}\n`;
}

/** Of Rust, half of the blocks are files that are included. */
async function codeBlock(text, language, isIncluded, name, folder) {
  if (language !== 'rust' || !isIncluded) return `\`\`\`${language}\n${text}\n\`\`\``;
  await writeFile(join(folder, 'files', `${name}.rs`), text);
  return `\`\`\`${language}\n{{#rustdoc_include files/${name}.rs}}\n\`\`\``;
}

function drawing(index) {
  const dice = createDice(index + 99);
  const boxes = Array.from(
    { length: 12 },
    (_, at) =>
      `<rect x="${10 + (at % 4) * 120}" y="${10 + Math.floor(at / 4) * 60}" width="100" height="40" fill="none" stroke="#000"/><text x="${16 + (at % 4) * 120}" y="${34 + Math.floor(at / 4) * 60}" font-family="Times,serif" font-size="14">${latin[dice(latin.length)]}</text>`,
  );
  return `<svg xmlns="http://www.w3.org/2000/svg" width="500" height="200">${boxes.join('')}</svg>`;
}
