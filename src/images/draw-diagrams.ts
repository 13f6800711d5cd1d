/**
 * Draws a diagram: a PNG for screens, an SVG with real text for print, and its labels. Results, errors too, are cached
 * by source, mermaid's version, settings and fonts.
 */

import { lineInSource, shortReason } from '../diagrams/diagram-errors.ts';
import { lettersOnScreen } from '../diagrams/diagram-size.ts';
import type { DiagramSource } from '../diagrams/diagram-source.ts';
import { diagramSettings, maxSource } from '../diagrams/mermaid-config.ts';
import { charactersIn } from '../fonts/coverage.ts';
import { loadFonts } from '../fonts/load-fonts.ts';
import { completeFonts, rareFamilies } from '../fonts/rare-fonts.ts';
import type { Image } from '../model/book.ts';
import type { DrawAnswer, DrawJob, Host } from '../model/host.ts';
import { sha256Of } from '../text/hash.ts';
import { findStored, store } from './convert/convert.ts';
import { cleanSvg } from './convert/svg.ts';
import { type Failure, failure } from './failure.ts';

export type DiagramHost = Pick<
  Host,
  'draw' | 'convert' | 'packageFile' | 'readFile' | 'readCache' | 'writeCache' | 'storeFile' | 'storedFile'
>;

/** As the style sheet for paper has them, without serifs. */
const family = `${[
  ...['Book Sans', 'Book Latin Sans', 'Book Slices noto-sans', 'Book Text', 'Book Slices noto-serif'],
  ...['Book Slices noto-sans-symbols', 'Book Slices noto-sans-symbols-2', 'Book Math', 'Book Mono'],
  ...['Book Slices fira-mono', 'Book Slices noto-emoji', ...rareFamilies],
]
  .map((name) => `"${name}"`)
  .join(', ')}, sans-serif`;

/** Pixels of an image for screens. */
const longestSide = 2000;

/** Milliseconds for one diagram: what takes longer never ends. */
const timeout = 20_000;

export async function obtainDiagram(diagram: DiagramSource, host: DiagramHost): Promise<Image | Failure> {
  const { source } = diagram;
  if (source.length > maxSource) {
    return failure('diagram-not-rendered', `has more than ${maxSource} characters`, 'split it into several diagrams');
  }
  const job = await jobFor(diagram, host);
  if (job === null)
    return failure('diagram-not-rendered', 'cannot be rendered: mermaid is not installed', 'run `npm install`');
  const key = `diagrams/${hashOf(job)}.json`;
  const known = await readNote(key, host);
  if (known !== null) return known;
  const answer = await host.draw(job);
  const made = answer.kind === 'drawn' ? await keep(answer, source, host) : explain(answer, source);
  const lasting = made.kind === 'image' || made.code === 'diagram-invalid';
  if (lasting) await host.writeCache(key, new TextEncoder().encode(JSON.stringify(withoutPaths(made))));
  return made;
}

async function jobFor({ source, language }: DiagramSource, host: DiagramHost): Promise<DrawJob | null> {
  const script = host.packageFile('mermaid/dist/mermaid.min.js');
  if (script === null) return null;
  // The book says which fonts are missing.
  const loaded = (await loadFonts(language, host)).value;
  const { fonts } = await completeFonts(loaded, charactersIn(source), host);
  return {
    html: pageFor(language, withUsualHeights(fonts.css), await versionOf(host)),
    files: new Map([...fonts.files, ['mermaid.js', script]]),
    source,
    settings: diagramSettings(family),
    name: `diagram-${sha256Of(source).slice(0, 12)}`,
    family,
    letters: lettersOnScreen,
    longestSide,
    timeout,
  };
}

/** `print.css` says the same of words in a drawing. */
const style =
  'html{text-autospace:no-autospace;text-spacing-trim:space-all;font-variant-emoji:text}body{margin:0;background:#fff;line-height:1.5}*{font-synthesis-weight:none}svg{display:block}';

function pageFor(language: string, faces: string, mermaid: string): string {
  return `<!DOCTYPE html><html lang="${language}"><head><meta charset="utf-8"><title>mermaid ${mermaid}</title><style>${faces}${style}</style><script src="mermaid.js"></script></head><body></body></html>`;
}

/** mermaid places words by what is usual among Latin fonts, not by the heights that suit lines of Han text. */
function withUsualHeights(faces: string): string {
  return faces
    .replace(/ascent-override:[^;}]*/g, 'ascent-override:94%')
    .replace(/descent-override:[^;}]*/g, 'descent-override:22%');
}

async function versionOf(host: DiagramHost): Promise<string> {
  const answer = await host.readFile(host.packageFile('mermaid/package.json') ?? '');
  const text = answer.kind === 'file' ? new TextDecoder().decode(answer.bytes) : '';
  return /"version":\s*"([\w.+-]+)"/.exec(text)?.[1] ?? '';
}

/** The files are told by the page, whose fonts have the names of their versions in them. */
function hashOf({ files: _, ...job }: DrawJob): string {
  return sha256Of(JSON.stringify(job));
}

async function keep(
  { svg, png, width, height, labels }: Extract<DrawAnswer, { kind: 'drawn' }>,
  source: string,
  host: DiagramHost,
): Promise<Image | Failure> {
  const clean = cleanSvg(new TextEncoder().encode(svg));
  if (clean.kind === 'failed') return notDrawn(`was rendered as an image that ${clean.problem}`);
  const form = { name: 'screen', width: longestSide, height: longestSide } as const;
  const converted = await host.convert({ bytes: png, maximumPixels: longestSide ** 2, forms: [form], fonts: null });
  if (converted.kind !== 'made') return notDrawn('was rendered as an image that cannot be decoded');
  const size = { width: Math.round(width), height: Math.round(height) };
  const bytes = new TextEncoder().encode(clean.text);
  const screen = await store(converted.files[0]!, host);
  if ('kind' in screen) return screen;
  const print = await store({ bytes, mediaType: 'image/svg+xml', ...size }, host);
  if ('kind' in print) return print;
  return {
    kind: 'image',
    screen,
    print,
    original: { mediaType: 'text/vnd.mermaid', bytes: Buffer.byteLength(source), ...size },
    labels,
  };
}

function explain(answer: Exclude<DrawAnswer, { kind: 'drawn' }>, source: string): Failure {
  if (answer.kind !== 'invalid') return notDrawn(answer.reason);
  const said = failure('diagram-invalid', `has a syntax error: ${shortReason(answer.reason)}`, invalidHint);
  return { ...said, line: answer.line === null ? 0 : lineInSource(source, answer.line) };
}

const invalidHint = 'the source is shown as code; see https://mermaid.js.org/intro/ for the syntax';

function notDrawn(reason: string): Failure {
  return failure('diagram-not-rendered', `cannot be rendered: ${shortReason(reason)}`, 'the source is shown as code');
}

async function readNote(key: string, host: DiagramHost): Promise<Image | Failure | null> {
  const note = await host.readCache(key);
  if (note === null) return null;
  try {
    const made = JSON.parse(new TextDecoder().decode(note)) as Image | Failure;
    if (made.kind === 'failed') return made;
    const files = await Promise.all([made.screen, made.print].map((image) => findStored(image, host)));
    const [screen, print] = files;
    return screen == null || print == null ? null : { ...made, screen, print };
  } catch {
    return null;
  }
}

/** The cache may be moved. */
function withoutPaths(made: Image | Failure): Image | Failure {
  if (made.kind === 'failed') return made;
  return { ...made, screen: { ...made.screen, file: '' }, print: { ...made.print, file: '' } };
}
