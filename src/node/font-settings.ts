/**
 * A fontconfig configuration for the library that draws SVG images, with no system font in it, so that an image is the
 * same everywhere. https://fontconfig.pages.freedesktop.org/fontconfig/fontconfig-user.html
 */
import { copyFileSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { DrawingFonts } from '../model/host.ts';

export function fontSettingsPath(folder: string): string {
  return join(folder, 'fonts.conf');
}

/** Makes the folder, and in it the configuration and the fonts. */
export function writeFontSettings(folder: string, fonts: DrawingFonts | null): void {
  const fontFolder = join(folder, 'fonts');
  mkdirSync(fontFolder, { recursive: true, mode: 0o700 });
  const rules: string[] = [];
  for (const [index, [name, path]] of [...(fonts?.files ?? [])].entries()) {
    const file = join(fontFolder, `${index}.ttf`);
    copyFileSync(path, file);
    rules.push(scanRule(file, name));
  }
  rules.push(...bySpeciality(fonts?.lists ?? []).flatMap(familyRule));
  writeFileSync(
    fontSettingsPath(folder),
    `<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
<dir>${escapeXml(fontFolder)}</dir>
<cachedir>${escapeXml(join(folder, 'cache'))}</cachedir>
${rules.join('\n')}
<match target="font"><edit name="antialias"><bool>true</bool></edit><edit name="hinting"><bool>false</bool></edit></match>
</fontconfig>
`,
  );
}

/** Several files of one design say the same name of themselves. */
function scanRule(file: string, name: string): string {
  return `<match target="scan"><test name="file"><string>${escapeXml(file)}</string></test><edit name="family" mode="assign"><string>${escapeXml(name)}</string></edit></match>`;
}

type List = DrawingFonts['lists'][number];

/** A family that a rule replaced is met by no rule after it. */
function bySpeciality(lists: List[]): List[] {
  const weightOf = ({ bold, italic }: List) => Number(bold) + Number(italic);
  return [...lists].sort((first, second) => weightOf(second) - weightOf(first));
}

function familyRule({ family, bold, italic, fonts }: List): string[] {
  if (fonts.length === 0) return [];
  const strings = fonts.map((name) => `<string>${escapeXml(name)}</string>`).join('');
  const tests = [
    `<test name="family"><string>${escapeXml(family)}</string></test>`,
    ...(bold ? ['<test name="weight" compare="more_eq"><const>demibold</const></test>'] : []),
    ...(italic ? ['<test name="slant" compare="more_eq"><const>italic</const></test>'] : []),
  ];
  const edit = `<edit name="family" mode="assign" binding="strong">${strings}</edit>`;
  return [`<match target="pattern">${tests.join('')}${edit}</match>`];
}

function escapeXml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
