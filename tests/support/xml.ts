/** XML read by libxml2, which forgives nothing. In: text. Out: what is wrong with it, or what an XPath finds. */
import { XmlDocument } from 'libxml2-wasm';

const namespaces = {
  h: 'http://www.w3.org/1999/xhtml',
  e: 'http://www.idpf.org/2007/ops',
  opf: 'http://www.idpf.org/2007/opf',
  dc: 'http://purl.org/dc/elements/1.1/',
  ncx: 'http://www.daisy.org/z3986/2005/ncx/',
  svg: 'http://www.w3.org/2000/svg',
  math: 'http://www.w3.org/1998/Math/MathML',
};

/** What keeps a text from being well-formed, or null. */
export function faultOf(text: string): string | null {
  try {
    XmlDocument.fromString(text).dispose();
    return null;
  } catch (error) {
    return (error as Error).message;
  }
}

/** The text of every node that an XPath finds; prefixes: h, e, opf, dc, ncx, svg, math. */
export function find(text: string, path: string): string[] {
  const document = XmlDocument.fromString(text);
  try {
    return document.find(path, namespaces).map((node) => node.content);
  } finally {
    document.dispose();
  }
}

export function count(text: string, path: string): number {
  return find(text, path).length;
}

/** Makes a document of markup, as the template for a chapter does. */
export function asDocument(markup: string): string {
  return `<html xmlns="${namespaces.h}" xmlns:epub="${namespaces.e}"><body>${markup}</body></html>`;
}
