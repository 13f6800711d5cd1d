/**
 * Templates: every piece of HTML, XML and CSS that reaches a book. In: folders, first match wins. Out: a function that
 * fills a template. They hold no code (Mustache), since a book may bring its own and a book may come from anyone.
 */
import Mustache from 'mustache';
import type { BookConfig } from '../book.ts';
import { type Diagnostic, problem, type Reported } from '../diagnostics.ts';
import type { Host } from '../host.ts';
import { escapeAttribute } from './print.ts';

export interface Templates {
  /** Fills the template of that name; words are escaped, `{{{…}}}` holds markup. */
  fill(name: string, view: object): string;
  /** The text of a style sheet. */
  style(name: string): string;
}

export async function loadTemplates(
  config: BookConfig,
  host: Pick<Host, 'readFile' | 'listFolder'>,
): Promise<Reported<Templates>> {
  const diagnostics: Diagnostic[] = [];
  const texts = new Map<string, string>();
  for (const folder of config.templateFolders) {
    const listing = await host.listFolder(folder);
    if (listing.kind === 'missing') continue;
    for (const name of listing.files) {
      if (texts.has(name)) continue;
      const path = `${folder}/${name}`;
      const file = await host.readFile(path);
      if (file.kind !== 'file') continue;
      const text = new TextDecoder().decode(file.bytes);
      try {
        Mustache.parse(text);
        texts.set(name, text);
      } catch (error) {
        const { message } = error as Error;
        diagnostics.push(problem('template-invalid', message, { file: path, line: lineIn(message, text) }));
      }
    }
  }
  const textOf = (name: string) => {
    const text = texts.get(name);
    if (text === undefined) throw new Error(`there is no template ${name}`);
    return text;
  };
  return {
    value: {
      fill: (name, view) =>
        Mustache.render(textOf(name), view, (partial) => texts.get(partial), {
          escape: (value) => escapeAttribute(String(value)),
        }),
      style: textOf,
    },
    diagnostics,
  };
}

/** Mustache says where by counting characters: `… at 39`. */
function lineIn(message: string, text: string): number | null {
  const at = / at (\d+)$/.exec(message)?.[1];
  return at === undefined ? null : text.slice(0, Number(at)).split('\n').length;
}
