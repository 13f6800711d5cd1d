/** What is repaired in Chrome's tags, element by element. */
import { describe, expect, it } from 'vitest';
import { catalogOf, dictionaryAt, listAt, type PdfDocument } from '../../../../src/pdf/file/document.ts';
import { decodeText, type PdfValue } from '../../../../src/pdf/file/objects.ts';
import { readPdf } from '../../../../src/pdf/file/reader.ts';
import { readTags } from '../../../../src/pdf/tagging/structure-tree.ts';
import { fixTags } from '../../../../src/pdf/tagging/tags.ts';
import { taggedPdf } from '../../../support/tagged-pdf.ts';

/** Elements under the root, in the place of those of the tagged PDF; `more`: other objects. */
function mend(
  elements: Record<number, string>,
  more: Record<number, string> = {},
  words: (mcid: number) => string = String,
  titles: ReadonlyMap<string, string> = new Map(),
) {
  const top = Object.keys(elements).filter((number) => elements[Number(number)]!.includes('/P 30 0 R'));
  const root = `<</Type /StructElem /S /Document /P 4 0 R /Lang (en) /K [${top.map((number) => `${number} 0 R`).join(' ')}]>>`;
  const document = readPdf(taggedPdf({ ...elements, 30: root, ...more }));
  fixTags(readTags(document)!, titles, ({ mcid }) => words(mcid));
  return { document, at: (number: number) => dictionaryAt(document, { number }) };
}

const element = (kind: string, kids = '[]', more = '', parent = 30) =>
  `<</Type /StructElem /S /${kind} /P ${parent} 0 R /Pg 10 0 R ${more} /K ${kids}>>`;
const kindsOf = (document: PdfDocument, value: PdfValue | undefined) =>
  listAt(document, value).map((kid) => dictionaryAt(document, kid).get('/S'));

describe('an element whose language names its type', () => {
  it('has that type, and no language where it inherits the same', () => {
    const { at } = mend({ 100: element('Figure', '[0]', '/Lang (en-x-formula)') });
    expect(at(100).get('/S')).toBe('/Formula');
    expect(at(100).has('/Lang')).toBe(false);
  });

  it('keeps a language of its own', () => {
    const { at } = mend({ 100: element('Div', '[0]', '/Lang (zh-CN-x-caption)') });
    expect(at(100).get('/S')).toBe('/Caption');
    expect(decodeText(at(100).get('/Lang'))).toBe('zh-CN');
  });
});

it('notes have an identifier each', () => {
  const { at } = mend({ 100: element('Div', '[0]', '/Lang (en-x-note)'), 101: element('Note', '[1]') });
  expect([at(100).get('/ID'), at(101).get('/ID')]).toEqual(['(note00000001)', '(note00000002)']);
});

describe('a link', () => {
  const link = (kids: string) => ({ 100: element('Span', `[${kids} <</Type /OBJR /Obj 50 0 R /Pg 10 0 R>>]`) });
  const contents = ({ document }: ReturnType<typeof mend>) =>
    decodeText(dictionaryAt(document, { number: 50 }).get('/Contents'));
  const annotation = (target: string) => ({ 50: `<</Type /Annot /Subtype /Link /F 4 /Rect [0 0 1 1] ${target}>>` });

  it('is tagged as one whatever Chrome took it for, and describes itself by its text without soft hyphens', () => {
    const mended = mend(
      link('0 1'),
      annotation('/A <</URI (https://example.com/)>>'),
      (mcid) => ['so\u00ad', 'much '][mcid]!,
    );
    expect(mended.at(100).get('/S')).toBe('/Link');
    expect(contents(mended)).toBe('somuch');
  });

  it('takes the text of elements inside it, and alt text in place of what it stands for', () => {
    const inside = { 101: element('Figure', '[0]', '/Alt (a cup)', 100), 102: element('Span', '[1]', '', 100) };
    expect(contents(mend({ ...link('101 0 R 102 0 R'), ...inside }, {}, (mcid) => ` text ${mcid}`))).toBe(
      'a cup text 1',
    );
  });

  it('without text describes itself by its title or its address', () => {
    expect(contents(mend(link(''), {}, String, new Map([['there', 'There']])))).toBe('There');
    expect(contents(mend(link(''), annotation('/A <</URI (https://example.com/)>>')))).toBe('https://example.com/');
  });

  it('to a title keeps the spaces of that title, and what follows it', () => {
    const titles = new Map([['there', 'Over there']]);
    expect(contents(mend(link('0'), {}, () => 'Overthere 12', titles))).toBe('Over there 12');
    expect(contents(mend(link('0'), {}, () => 'elsewhere', titles))).toBe('elsewhere');
  });

  it('into another part of the book has its title as well', () => {
    const elsewhere = annotation('/A <</URI (octavo:%E9%A2%98)>>');
    expect(contents(mend(link(''), elsewhere, String, new Map([['题', '那里']])))).toBe('那里');
  });
});

describe('an item of a list', () => {
  it('has all but its label in a body, which is the parent of what it holds', () => {
    const { document, at } = mend({
      100: element('L', '[101 0 R]'),
      101: element('LI', '[102 0 R 103 0 R]', '', 100),
      102: element('Lbl', '[0]', '', 101),
      103: element('P', '[1]', '', 101),
    });
    const [label, body] = listAt(document, at(101).get('/K'));
    expect(label).toEqual({ number: 102 });
    expect(dictionaryAt(document, body).get('/S')).toBe('/LBody');
    expect(listAt(document, dictionaryAt(document, body).get('/K'))).toEqual([{ number: 103 }]);
    expect(at(103).get('/P')).toEqual(body);
    expect(dictionaryAt(document, body).get('/P')).toEqual({ number: 101 });
    expect(dictionaryAt(document, body).get('/Pg')).toEqual({ number: 10 });
  });

  it('that has a body is left as it is', () => {
    const { document, at } = mend({
      100: element('L', '[101 0 R]'),
      101: element('LI', '[102 0 R]', '', 100),
      102: element('LBody', '[0]', '', 101),
    });
    expect(at(101).get('/K')).toEqual([{ number: 102 }]);
    expect(kindsOf(document, at(100).get('/K'))).toEqual(['/LI']);
  });
});

describe('a table', () => {
  const table = {
    101: element('Table', '[102 0 R]'),
    102: element('TR', '[103 0 R 104 0 R]', '', 101),
    103: element('TH', '[0]', '', 102),
    104: element('TH', '[1]', '/A [<</O /Table /Scope /Row>>]', 102),
  };

  it('takes the caption right before it as its first child', () => {
    const { document, at } = mend({ 100: element('Caption', '[2]'), ...table });
    expect(kindsOf(document, at(101).get('/K'))).toEqual(['/Caption', '/TR']);
    expect(at(100).get('/P')).toEqual({ number: 101 });
    expect(kindsOf(document, at(30).get('/K'))).toEqual(['/Table']);
  });

  it('takes no caption that is followed by something', () => {
    const { document, at } = mend({ 98: element('Caption', '[2]'), 99: element('P', '[3]'), ...table });
    expect(kindsOf(document, at(30).get('/K'))).toEqual(['/Caption', '/P', '/Table']);
  });

  it('says for each header cell what it heads: a column, unless Chrome says otherwise', () => {
    const { document, at } = mend(table);
    const scopes = [103, 104].map((number) =>
      listAt(document, at(number).get('/A')).map((each) => dictionaryAt(document, each).get('/Scope')),
    );
    expect(scopes).toEqual([['/Column'], ['/Row']]);
  });
});

describe('a figure', () => {
  it.each<[what: string, figure: Record<number, string>, kind: string]>([
    [
      'that holds elements and has no alt text is a division',
      { 100: element('Figure', '[101 0 R]'), 101: element('P', '[0]', '', 100) },
      '/Div',
    ],
    [
      'with alt text stays one',
      { 100: element('Figure', '[101 0 R]', '/Alt (x)'), 101: element('P', '[0]', '', 100) },
      '/Figure',
    ],
    ['that holds drawings alone stays one', { 100: element('Figure', '[0]') }, '/Figure'],
  ])('%s', (_, figure, kind) => {
    expect(mend(figure).at(100).get('/S')).toBe(kind);
  });
});

it('types that PDF 1.7 does not have are mapped to those it has, and no others', () => {
  const kinds = ['Strong', 'Em', 'FENote', 'Title', 'Aside', 'Unheard', 'P', 'NonStruct'];
  const { document } = mend(Object.fromEntries(kinds.map((kind, index) => [100 + index, element(kind)])));
  const root = dictionaryAt(document, catalogOf(document).get('/StructTreeRoot'));
  expect([...dictionaryAt(document, root.get('/RoleMap'))]).toEqual([
    ['/Aside', '/Div'],
    ['/Em', '/Span'],
    ['/FENote', '/Note'],
    ['/Strong', '/Span'],
    ['/Title', '/P'],
    ['/Unheard', '/Span'],
  ]);
});

it('a row that is shown line by line keeps no attributes of a table', () => {
  const { at } = mend({
    100: element('NonStruct', '[0]', '/A [<</O /Table>>]'),
    101: element('TD', '[1]', '/A [<</O /Table>>]'),
  });
  expect([at(100).has('/A'), at(101).has('/A')]).toEqual([false, true]);
});

it('pages are walked in the order of their tags', () => {
  const { at } = mend({ 100: element('P') });
  expect(at(10).get('/Tabs')).toBe('/S');
});
