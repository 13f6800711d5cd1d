/** A diagram before it is drawn: an image address carries its source, so that it is collected like any image. */
import type { DiagramKind, DiagramWords } from '../locale/diagram-strings.ts';

export interface DiagramSource {
  source: string;
  /** BCP 47. */
  language: string;
}

const scheme = 'data:text/vnd.mermaid;lang=';

export function diagramAddress({ source, language }: DiagramSource): string {
  // Its script and region are all that its letters depend on.
  const { language: primary, script, region } = new Intl.Locale(language);
  const tag = [primary, script, region].filter((part) => /^[a-z]{2,4}$/i.test(part ?? '')).join('-');
  return `${scheme}${tag};base64,${Buffer.from(source).toString('base64')}`;
}

/** Null for the address of any other image. */
export function diagramIn(address: string): DiagramSource | null {
  if (!address.startsWith(scheme)) return null;
  const [language = '', body = ''] = address.slice(scheme.length).split(';base64,');
  // Anyone may write such an address.
  if (!/^[a-z]{2,3}(?:-[a-z]{4})?(?:-[a-z]{2})?$/i.test(language)) return null;
  return { source: Buffer.from(body, 'base64').toString('utf8'), language };
}

/** By the word that a source begins with. */
const kinds: [RegExp, DiagramKind][] = [
  [/^(?:graph|flowchart)/, 'flowchart'],
  [/^(?:sequenceDiagram|zenuml)/, 'sequence'],
  [/^classDiagram/, 'class'],
  [/^stateDiagram/, 'state'],
  [/^erDiagram/, 'er'],
  [/^gantt/, 'gantt'],
  [/^pie/, 'pie'],
  [/^mindmap/, 'mindmap'],
  [/^timeline/, 'timeline'],
  [/^journey/, 'journey'],
  [/^gitGraph/, 'git'],
  [/^quadrantChart/, 'quadrant'],
  [/^(?:xychart|radar)/, 'chart'],
];

/** `accDescr`, and `accTitle` or else the title. */
export function diagramText(source: string): DiagramWords {
  const { front, body } = partsOf(source);
  const kind = kinds.find(([pattern]) => pattern.test(body))?.[1] ?? 'other';
  const said = (pattern: RegExp) => cleaned(pattern.exec(body)?.[1]);
  return {
    kind,
    title:
      said(/^[^\S\n]*accTitle[^\S\n]*:(.+)$/m) ??
      cleaned(/^title[^\S\n]*:(.+)$/m.exec(front)?.[1]) ??
      (titled.has(kind) ? said(/^[^\S\n]*(?:pie[^\S\n]+(?:showData[^\S\n]+)?)?title\b:?(.+)$/m) : null),
    description: said(/^[^\S\n]*accDescr[^\S\n]*:(.+)$/m) ?? said(/^[^\S\n]*accDescr[^\S\n]*\{([^}]*)\}/m),
  };
}

/** Those in which `title` is a statement; in a flowchart it is a node. */
const titled = new Set<DiagramKind>(['sequence', 'gantt', 'pie', 'timeline', 'journey', 'quadrant', 'chart']);

function partsOf(source: string): { front: string; body: string } {
  const text = source.replace(/\r\n?/g, '\n');
  const front = /^\s*---[^\S\n]*\n(.*?)\n\s*---[^\S\n]*(?:\n|$)/s.exec(text);
  const body = text.slice(front?.[0].length ?? 0).replace(/%%\{.*?\}%%/gs, '');
  return { front: front?.[1] ?? '', body: body.replace(/^[^\S\n]*%%.*$/gm, '').trimStart() };
}

function cleaned(words: string | undefined): string | null {
  const text = (words ?? '')
    .replace(/<[^>]*>/g, ' ')
    .replace(/\s+/gu, ' ')
    .trim();
  return text.replace(/^(["'])(.*)\1$/, '$2') || null;
}
