/**
 * Images as editors write them, which CommonMark reads as text: paths with spaces, `![a](my photo.png)`, and sizes,
 * `![a](a.png =100x50)`.
 */
import type { Tokens } from 'marked';
import { escapeAttribute } from '../../hast/serialize.ts';
import { lineAttribute } from '../extension/placeholders.ts';
import type { Syntax } from '../extension/syntax.ts';

const image =
  /^!\[((?:\\.|[^\\[\]\n]){0,1000})\]\([ \t]*([^()<>"\n]{1,1000}?)(?:[ \t]+=(\d{0,5})x(\d{0,5}))?(?:[ \t]+"([^"\n]{0,1000})")?[ \t]*\)/;
/** What has a space in it is a path when a file's ending ends it. */
const fileName = /\.(?:png|jpe?g|gif|webp|svg|avif|bmp|tiff?|ico)(?:[?#][^\s]*)?$/i;

export const looseImages: Syntax = {
  name: 'loose images',
  marked: {
    extensions: [
      {
        name: 'looseImage',
        level: 'inline',
        tokenizer(source): Tokens.Generic | undefined {
          if (!source.startsWith('![') || this.lexer.state.inRawBlock) return undefined;
          const [raw, text = '', path = '', width, height, title] = image.exec(source) ?? [];
          if (raw === undefined || path.trim() === '') return undefined;
          const isSized = width !== undefined || height !== undefined;
          // The rest is marked's.
          if (!(isSized && !/\s/.test(path)) && !(/\s/.test(path) && fileName.test(path))) return undefined;
          return {
            type: 'looseImage',
            raw,
            text: text.replace(/\\(?=[\p{P}\p{S}])/gu, ''),
            path,
            width,
            height,
            title,
          };
        },
        renderer(token) {
          const { text, path, width, height, title } = token as Record<string, string | undefined>;
          const values = {
            src: path,
            alt: text || undefined,
            width: width || undefined,
            height: height || undefined,
            title,
          };
          const written = Object.entries(values).flatMap(([name, value]) =>
            value === undefined ? [] : [` ${name}="${escapeAttribute(value)}"`],
          );
          return `<img${lineAttribute(token)}${written.join('')}>`;
        },
      },
    ],
  },
  transform: null,
};
