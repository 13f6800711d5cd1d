/** Settings, metadata and the command line together: the part of a BookConfig that does not depend on its folder. */
import type { BookConfig, Metadata } from '../model/book.ts';
import { type BookSettings, typographyChecks } from '../model/settings/book-keys.ts';
import { camelCase } from '../model/settings/declaration.ts';
import { dialects } from '../model/settings/dialect-keys.ts';
import { pageSizes } from '../model/settings/page-size.ts';
import type { Library } from './library-file.ts';
import { pageThickness, printers } from './printer-presets.ts';
import type { BuildOptions } from './search.ts';

type SharedConfig = Omit<
  BookConfig,
  'name' | 'folder' | 'root' | 'file' | 'parts' | 'drafts' | 'templateFolders' | 'volume'
>;

/** The command line goes before the book, and a printer's rules before the defaults that depend on it. */
export function resolveSettings(
  settings: BookSettings,
  meta: Metadata,
  library: Library,
  options: BuildOptions,
): SharedConfig {
  const { articles: _articles, parts: _parts, static: _static, ...others } = settings;
  const { page, cover, paper, ...pdf } = settings.pdf;
  const printer = pdf.preset === null ? null : printers[pdf.preset];
  const thickness = cover === 'wrap' ? pageThickness(pdf.preset, paper) : null;
  const profiles = pdf.profiles ?? [printer === null ? 'screen' : 'print'];
  const { offline, frozen, update, allowPrivateHosts, outputFolder, fixedDate } = options;
  return {
    ...others,
    meta,
    inheritedMeta: library.meta,
    site: library.choice.site,
    formats: options.formats ?? settings.formats,
    page: page ?? printer?.page ?? pageSizes.A5,
    pdf: {
      ...pdf,
      // The cover goes around printed pages.
      profiles: options.profiles ?? [...new Set([...profiles, ...(thickness === null ? [] : ['print' as const])])],
      bleed: pdf.bleed ?? printer?.bleed ?? 0,
      wrap: thickness === null ? null : { thickness },
    },
    epub: { ...settings.epub, targets: options.targets ?? settings.epub.targets },
    images: { ...settings.images, offline, frozen, update, allowPrivateHosts, folders: [] },
    dialects: new Set(dialects.filter((name) => settings.dialects[camelCase(name)])),
    typography: new Set(typographyChecks.filter((name) => settings.typography[camelCase(name)])),
    outputFolder,
    fixedDate,
  };
}
