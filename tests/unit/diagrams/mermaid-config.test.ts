/** How diagrams are drawn: what can be read on paper, and what an author's own settings cannot reach. */
import { describe, expect, it } from 'vitest';
import { diagramSettings } from '../../../src/diagrams/mermaid-config.ts';

const settings = diagramSettings('serif');
const variables = settings.themeVariables as unknown as Record<string, string>;
const numbered = (name: string) =>
  Object.entries(variables).flatMap(([key, value]) => (new RegExp(`^${name}\\d+$`).test(key) ? [value] : []));

/** https://www.w3.org/TR/WCAG21/#dfn-contrast-ratio */
function contrast(first: string, second: string): number {
  const [dark = 0, light = 0] = [luminance(first), luminance(second)].sort((one, other) => one - other);
  return (light + 0.05) / (dark + 0.05);
}

function luminance(colour: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => {
    const share = Number.parseInt(colour.slice(at, at + 2), 16) / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

describe('letters in a diagram', () => {
  const grounds = [
    ...['mainBkg', 'primaryColor', 'secondaryColor', 'tertiaryColor', 'noteBkgColor', 'actorBkg', 'labelBoxBkgColor'],
    ...['taskBkgColor', 'activeTaskBkgColor', 'doneTaskBkgColor', 'critBkgColor', 'quadrant1Fill', 'quadrant2Fill'],
  ].map((name) => variables[name]!);

  it.each([...new Set([...grounds, ...numbered('cScale'), ...numbered('pie'), ...numbered('fillType')])])(
    'are seen on %s',
    (ground) => {
      expect(contrast(variables.textColor!, ground)).toBeGreaterThanOrEqual(4.5);
    },
  );

  it('are seen on the names of branches, and lines on paper', () => {
    const strands = numbered('git');
    expect(strands.length).toBe(8);
    for (const strand of strands) expect(contrast(variables.gitBranchLabel0!, strand)).toBeGreaterThanOrEqual(4.5);
    expect(contrast(variables.lineColor!, variables.background!)).toBeGreaterThanOrEqual(4.5);
  });
});

it('slices that are neighbours differ in grey', () => {
  const colours = numbered('pie');
  expect(colours.length).toBe(12);
  for (const [index, colour] of colours.entries()) {
    if (index > 0) expect(contrast(colour, colours[index - 1]!), `slice ${index + 1}`).toBeGreaterThan(1.05);
  }
});

describe('settings', () => {
  it('that keep a diagram harmless are out of its reach, wherever they stand in it', () => {
    expect(settings).toMatchObject({
      securityLevel: 'strict',
      htmlLabels: false,
      flowchart: { htmlLabels: false },
      class: { htmlLabels: false },
      suppressErrorRendering: true,
      deterministicIds: true,
      look: 'classic',
    });
    const guarded =
      'secure securityLevel htmlLabels suppressErrorRendering deterministicIds deterministicIDSeed handDrawnSeed look layout theme themeCSS themeVariables fontFamily maxTextSize maxEdges dompurifyConfig';
    for (const name of guarded.split(' ')) expect(settings.secure, name).toContain(name);
  });

  it('ask for the fonts of the book everywhere', () => {
    const families = JSON.stringify(diagramSettings('"Book Sans"')).match(/[a-z]*fontfamily":"[^,}]*/gi) ?? [];
    expect(families.length).toBeGreaterThan(5);
    for (const family of families) expect(family).toContain('Book Sans');
  });
});
