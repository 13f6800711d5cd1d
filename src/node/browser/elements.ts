/** The little of a page that is used by what runs in it; its types are not those of Node. Types only. */
export interface PageElement {
  readonly tagName: string;
  readonly attributes: Iterable<{ name: string; value: string }>;
  readonly childNodes: Iterable<PageElement>;
  readonly parentNode: PageElement;
  readonly outerHTML: string;
  innerHTML: string;
  textContent: string;
  getAttribute(name: string): string | null;
  setAttribute(name: string, value: string): void;
  removeAttribute(name: string): void;
  querySelector(selector: string): PageElement | null;
  querySelectorAll(selector: string): Iterable<PageElement>;
  closest(selector: string): PageElement | null;
  insertBefore(node: PageElement, before: PageElement): void;
  replaceWith(node: PageElement): void;
  append(...nodes: PageElement[]): void;
  remove(): void;
  getBBox(): { x: number; y: number; width: number; height: number };
  getBoundingClientRect(): unknown;
  getNumberOfChars(): number;
  getExtentOfChar(index: number): { y: number };
  readonly style: { setProperty(name: string, value: string, priority: string): void };
}

export interface PageStyle {
  getPropertyValue(name: string): string;
}

export interface DrawingDocument {
  body: PageElement;
  fonts: Iterable<{ status: string }> & {
    load(font: string, text: string): Promise<unknown>;
    ready: Promise<unknown>;
  };
  querySelector(selector: string): PageElement | null;
  createElementNS(space: string, name: string): PageElement;
}
