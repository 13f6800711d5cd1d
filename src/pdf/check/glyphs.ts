/** Reports characters that no font has, at their first place; one diagnostic for many characters of a script. */

import { charactersIn, type FontHost } from '../../fonts/coverage.ts';
import { scriptWithFonts } from '../../fonts/script-fonts.ts';
import type { Book } from '../../model/book.ts';
import { type Diagnostic, type Place, problem } from '../../model/diagnostics.ts';
import { codeOf, nameOf, scriptOf, shownAs } from '../../text/character-names.ts';
import { type PrintedText, printedTexts } from '../page/printed-texts.ts';

interface MissingGlyph {
  /** One character, or a letter with its marks. */
  character: string;
  count: number;
  place: Place;
}

export async function describeBoxes(
  boxed: ReadonlySet<string>,
  uses: CharacterUses,
  host: FontHost,
): Promise<Diagnostic[]> {
  const groups = new Map<string, MissingGlyph[]>();
  for (const character of [...boxed].filter((each) => uses.has(each))) {
    const { count, first } = uses.get(character)!;
    const group = scriptOf(character) ?? nameOf(character);
    const place = await placeOf(first, character, host);
    groups.set(group, [...(groups.get(group) ?? []), { character, count, place }]);
  }
  return [...groups].flatMap(([group, glyphs]) =>
    glyphs.length > shownAlone ? [groupProblem(group, glyphs)] : glyphs.map(glyphProblem),
  );
}

/** More characters of one script than this make one problem. */
const shownAlone = 4;

/** Named in the problem of a script. */
const examples = 12;

/** By character, or letter with its marks: how often it is used, and where first. */
export type CharacterUses = ReadonlyMap<string, { count: number; first: PrintedText }>;

/** `svgs`: images with text, by the path of their file. */
export function countCharacters(book: Book, svgs: ReadonlyMap<string, string>): CharacterUses {
  const uses = new Map<string, { count: number; first: PrintedText }>();
  for (const printed of printedTexts(book, svgs)) {
    for (const character of charactersIn(printed.text)) {
      const known = uses.get(character);
      if (known === undefined) uses.set(character, { count: 1, first: printed });
      else known.count += 1;
    }
  }
  return uses;
}

/** An element may have many lines: the first from where it begins that has the character. */
async function placeOf(printed: PrintedText, character: string, host: FontHost): Promise<Place> {
  const { file, line } = printed;
  const source = printed.source ?? (await readText(file, host));
  let start = 0;
  for (let passed = 1; passed < (line ?? 1); passed += 1) start = source.indexOf('\n', start) + 1;
  const found = source.indexOf(character, start);
  return { file, line: found === -1 ? line : source.slice(0, found).split('\n').length };
}

async function readText(path: string, host: FontHost): Promise<string> {
  const file = await host.readFile(path);
  return file.kind === 'file' ? new TextDecoder().decode(file.bytes) : '';
}

function glyphProblem({ character, count, place }: MissingGlyph): Diagnostic {
  const shown = shownAs(character);
  const text = `${shown === null ? '' : `${shown} `}(${codeOf(character)}, ${nameOf(character)})`;
  return problem('glyph-missing', `no font has the character ${text}${times(count)}`, place, hintFor(character));
}

function groupProblem(group: string, glyphs: MissingGlyph[]): Diagnostic {
  const shown = glyphs.slice(0, examples).map(({ character }) => shownAs(character) ?? codeOf(character));
  const list = `${shown.join(' ')}${glyphs.length > examples ? ' …' : ''}`;
  const count = glyphs.reduce((sum, glyph) => sum + glyph.count, 0);
  const message = `no font has these ${glyphs.length} characters (${group})${times(count)}: ${list}`;
  return problem('glyph-missing', message, glyphs[0]!.place, hintFor(glyphs[0]!.character));
}

function times(count: number): string {
  return count === 1 ? '' : `, used ${count} times`;
}

function hintFor(character: string): string {
  const [name] = scriptWithFonts(character)?.packages ?? [];
  return name === undefined
    ? 'it is printed as a box with its code point; replace it, or use an image'
    : `it is printed as a box with its code point; run \`npm install @fontsource/${name}\``;
}
