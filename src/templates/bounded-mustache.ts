/**
 * Mustache with limits, since anyone may have written a template: recursion and size end with a TemplateLimitError, and
 * only own properties of the view are found. No function is called.
 */
import Mustache, { type PartialsOrLookupFn, type RenderOptions } from 'mustache';

export class TemplateLimitError extends Error {}

export function fillTemplate(
  text: string,
  view: object,
  partial: (name: string) => string | undefined,
  escapeValue: (value: unknown) => string,
): string {
  const { parts, characters } = sizeOf(view);
  const writer = new BoundedWriter({ steps: 100_000 + 100 * parts, characters: 1_000_000 + 20 * characters });
  return writer.render(text, new OwnContext(view), partial as PartialsOrLookupFn, { escape: escapeValue });
}

/** The names of the templates that one includes. Throws what Mustache says of a template that it cannot read. */
export function partialsOf(text: string): string[] {
  return partialsIn(Mustache.parse(text) as Token[]);
}

type Token = [kind: string, value: string, start: number, end: number, children?: Token[]];

function partialsIn(tokens: Token[]): string[] {
  return tokens.flatMap(([kind, value, , , children]) => {
    if (kind === '>') return [value];
    return Array.isArray(children) ? partialsIn(children) : [];
  });
}

/** Names are looked for among the view's own: `constructor` and the like are none of them. */
class OwnContext extends Mustache.Context {
  override push(view: unknown): OwnContext {
    return new OwnContext(view, this);
  }

  override lookup(name: string): unknown {
    if (name === '.') return this.view;
    const names = name.split('.');
    for (let context: Mustache.Context | undefined = this; context !== undefined; context = context.parent) {
      const found = ownValue(context.view, names);
      if (found.hit) return typeof found.value === 'function' ? undefined : found.value;
    }
    return undefined;
  }
}

function ownValue(view: unknown, names: string[]): { hit: boolean; value: unknown } {
  let value = view;
  for (const name of names) {
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, name))
      return { hit: false, value: undefined };
    value = (value as Record<string, unknown>)[name];
  }
  return { hit: true, value };
}

const deepest = 50;

type RenderTokens = Parameters<InstanceType<typeof Mustache.Writer>['renderTokens']>;
type RenderPartial = Parameters<InstanceType<typeof Mustache.Writer>['renderPartial']>;

class BoundedWriter extends Mustache.Writer {
  private readonly limits: { steps: number; characters: number };
  private depth = 0;
  private steps = 0;
  private characters = 0;

  constructor(limits: { steps: number; characters: number }) {
    super();
    this.limits = limits;
  }

  override renderTokens(...all: RenderTokens): string {
    this.steps += 1 + all[0].length;
    if (this.steps > this.limits.steps) throw new TemplateLimitError('it repeats sections too many times');
    return super.renderTokens(...all);
  }

  override renderPartial(...all: RenderPartial): string {
    this.depth += 1;
    if (this.depth > deepest) throw new TemplateLimitError(`includes are nested more than ${deepest} levels deep`);
    const filled = super.renderPartial(...all);
    this.depth -= 1;
    return filled;
  }

  override rawValue(token: string[]): string {
    return this.count(super.rawValue(token));
  }

  override escapedValue(token: string[], context: Mustache.Context, config?: RenderOptions): string {
    return this.count(super.escapedValue(token, context, config));
  }

  override unescapedValue(token: string[], context: Mustache.Context): string {
    return this.count(super.unescapedValue(token, context));
  }

  private count(text: string): string {
    // A number, or nothing, comes as it is.
    this.characters += String(text ?? '').length;
    if (this.characters > this.limits.characters) throw new TemplateLimitError('its output is too long');
    return text;
  }
}

function sizeOf(value: unknown): { parts: number; characters: number } {
  if (typeof value === 'string') return { parts: 1, characters: value.length };
  if (typeof value !== 'object' || value === null) return { parts: 1, characters: 8 };
  const size = { parts: 1, characters: 0 };
  for (const each of Object.values(value)) {
    const { parts, characters } = sizeOf(each);
    size.parts += parts;
    size.characters += characters;
  }
  return size;
}
