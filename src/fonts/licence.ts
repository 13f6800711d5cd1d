/** The notice that the fonts' licence requires with every copy, as a CSS comment beside the @font-face rules. */
import type { Host } from '../model/host.ts';
import type { FontHost } from './coverage.ts';
import type { LoadedFace } from './load-fonts.ts';
import { copyrightOf } from './name-table.ts';

export type LicenceHost = FontHost & Pick<Host, 'readFile' | 'packageFile'>;

export async function licenceComment(
  fonts: { face: Pick<LoadedFace, 'package'>; font: Uint8Array }[],
  host: LicenceHost,
): Promise<string> {
  const notices = new Map(fonts.map(({ face, font }) => [face.package, copyrightOf(font)]));
  const [first] = notices.keys();
  if (first === undefined) return '';
  const lines = [...notices].sort().map(([name, notice]) => `${name}: ${notice}`);
  const text = `The fonts of this book are changed: they have the characters of the book alone, and other names. They come from\n
${lines.join('\n')}\n
and are under this licence.\n\n${await readLicence(first, host)}`;
  return `/*\n${text.replaceAll('*/', '* /')}\n*/`;
}

async function readLicence(name: string, host: LicenceHost): Promise<string> {
  const path = host.packageFile(`@fontsource/${name}/LICENSE`);
  const file = path === null ? null : await host.readFile(path);
  if (file?.kind !== 'file') return 'SIL Open Font License 1.1, https://openfontlicense.org';
  const text = new TextDecoder().decode(file.bytes).replaceAll('\r\n', '\n');
  return text.slice(Math.max(0, text.indexOf('SIL OPEN FONT LICENSE'))).trim();
}
