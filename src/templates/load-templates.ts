/**
 * Loads templates: every piece of HTML, XML and CSS that reaches a book. The first folder that has one wins; the last
 * folder is Octavo's own and says which there are. A book may come from anyone: what its templates bring is limited,
 * stays in its folder, and runs or loads nothing.
 */

import { escapeAttribute } from '../hast/serialize.ts';
import type { BookConfig } from '../model/book.ts';
import { type Code, type Diagnostic, problem, type Reported } from '../model/diagnostics.ts';
import type { Host } from '../model/host.ts';
import { isInside } from '../text/file-names.ts';
import { hashOf } from '../text/hash.ts';
import { fillTemplate, partialsOf, TemplateLimitError } from './bounded-mustache.ts';
import { safeStyles } from './safe-css.ts';
import { safeMarkup } from './safe-markup.ts';

export interface Templates {
  /** Fills the template of that name; words are escaped, `{{{…}}}` holds markup. */
  fill(name: string, view: object): string;
  /** The text of a style sheet. */
  style(name: string): string;
  /** What was met while templates were filled. */
  problems(): Diagnostic[];
  /** The hash of all templates and style sheets. */
  inputs: string;
}

interface Template {
  text: string;
  /** Of a template of the book; null for Octavo's. */
  path: string | null;
}

type TemplateHost = Pick<Host, 'readFile' | 'listFolder' | 'realPath'>;

export async function loadTemplates(config: BookConfig, host: TemplateHost): Promise<Reported<Templates>> {
  const diagnostics: Diagnostic[] = [];
  const usual = await readUsual(config.templateFolders.at(-1)!, host);
  const templates = new Map(usual);
  for (const folder of config.templateFolders.slice(0, -1)) {
    const own = await readOwn(folder, config.folder, usual, host);
    for (const [name, template] of own.value) templates.set(name, template);
    for (const each of own.diagnostics) diagnostics.push(each);
  }
  return { value: createTemplates(templates, usual), diagnostics };
}

async function readUsual(folder: string, host: TemplateHost): Promise<Map<string, Template>> {
  const templates = new Map<string, Template>();
  const listing = await host.listFolder(folder);
  for (const name of listing.kind === 'folder' ? listing.files : []) {
    const file = await host.readFile(`${folder}/${name}`);
    if (file.kind === 'file') templates.set(name, { text: new TextDecoder().decode(file.bytes), path: null });
  }
  return templates;
}

/** Those of a book. Its folder of that name may as well hold articles. */
async function readOwn(
  folder: string,
  book: string,
  usual: ReadonlyMap<string, Template>,
  host: TemplateHost,
): Promise<Reported<Map<string, Template>>> {
  const templates = new Map<string, Template>();
  const diagnostics: Diagnostic[] = [];
  const listing = await host.listFolder(folder);
  const realBook = (await host.realPath(book)) ?? book;
  for (const name of listing.kind === 'folder' ? listing.files : []) {
    const path = `${folder}/${name}`;
    const report = (code: Code, message: string, line: number | null, hint: string | null) =>
      diagnostics.push(problem(code, message, { file: path, line }, hint));
    if (!usual.has(name)) {
      const replacement = replaced.get(name);
      if (replacement !== undefined)
        report('template-unknown', `\`${name}\` is no longer used: ${replacement}`, null, namesHint);
      else if (/\.(?:html|xhtml|css|opf|ncx|mustache)$/i.test(name))
        report('template-unknown', `unknown template \`${name}\`; the file is not used`, null, namesHint);
      continue;
    }
    const real = await host.realPath(path);
    if (real !== null && !isInside(real, realBook)) {
      report(
        'path-outside-folder',
        'symbolic link points outside the folder of the book',
        null,
        'copy the file into the folder',
      );
      continue;
    }
    const file = await host.readFile(path);
    if (file.kind !== 'file') continue;
    const text = new TextDecoder().decode(file.bytes);
    try {
      for (const partial of partialsOf(text)) {
        if (!usual.has(partial))
          report('template-unknown', `unknown template \`${partial}\` in an include`, lineOf(partial, text), namesHint);
      }
      templates.set(name, { text, path });
    } catch (error) {
      const { message } = error as Error;
      report('template-invalid', message, lineIn(message, text), null);
    }
  }
  return { value: templates, diagnostics };
}

/** Templates of earlier versions. */
const replaced: ReadonlyMap<string, string> = new Map(
  ['cover.html', 'cover.css', 'cover-photograph.html'].map((name) => [name, 'covers are drawn from `cover.svg`']),
);

const namesHint = 'see “Replacing templates” in the handbook for the names';

function createTemplates(templates: ReadonlyMap<string, Template>, usual: ReadonlyMap<string, Template>): Templates {
  const met = new Map<string, Diagnostic>();
  const report = (code: Code, message: string, path: string, line: number | null, hint: string) =>
    met.set([path, line, message].join('\0'), problem(code, message, { file: path, line }, hint));
  const templateOf = (name: string, among = templates) => {
    const template = among.get(name);
    if (template === undefined) throw new Error(`unknown template ${name}`);
    return template;
  };
  const escapeValue = (value: unknown) => escapeAttribute(String(value));
  const reportRemoved = (removed: string[], used: Template[]) => {
    for (const words of removed) {
      const from = used.find(({ text }) => lineOf(words, text) !== null) ?? used[0]!;
      const message = `script or remote resource was removed: \`${words}\``;
      report(
        'template-content-removed',
        message,
        from.path!,
        lineOf(words, from.text),
        'include images and styles in the book',
      );
    }
  };
  return {
    fill(name, view) {
      const used = new Set<Template>();
      const textOf = (each: string, among = templates) => {
        const template = among.get(each);
        if (template !== undefined && template.path !== null) used.add(template);
        return template?.text;
      };
      templateOf(name);
      try {
        const filled = fillTemplate(textOf(name)!, view, textOf, escapeValue);
        if (used.size === 0) return filled;
        const { text, removed } = safeMarkup(filled);
        reportRemoved(removed, [...used]);
        return text;
      } catch (error) {
        if (!(error instanceof TemplateLimitError)) throw error;
        const [first] = used;
        report('template-invalid', error.message, first?.path ?? name, null, 'compare it with the built-in template');
        return fillTemplate(templateOf(name, usual).text, view, (each) => textOf(each, usual), escapeValue);
      }
    },
    style(name) {
      const template = templateOf(name);
      if (template.path === null) return template.text;
      const { text, removed } = safeStyles(template.text);
      reportRemoved(removed, [template]);
      return text;
    },
    problems: () => [...met.values()],
    inputs: hashOf(templates),
  };
}

/** Where a template says so; what was filled in may stand between the words. */
function lineOf(words: string, text: string): number | null {
  const beginning = words.replace(/…$/, '').slice(0, 24);
  const index = text.replace(/[\t\n ]/g, ' ').indexOf(beginning);
  return index === -1 ? null : text.slice(0, index).split('\n').length;
}

/** Mustache says where by counting characters: `… at 39`. */
function lineIn(message: string, text: string): number | null {
  const at = / at (\d+)$/.exec(message)?.[1];
  return at === undefined ? null : text.slice(0, Number(at)).split('\n').length;
}
