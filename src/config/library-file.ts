/** octavo.yaml: what all books of a repository share, and the volumes made of its articles. */
import { dirname, join } from 'node:path';
import type { Metadata } from '../model/book.ts';
import { collector, isError, problem, type Reported } from '../model/diagnostics.ts';
import type { Host } from '../model/host.ts';
import { type BookSettings, bookKeys } from '../model/settings/book-keys.ts';
import {
  type LibraryChoice,
  libraryDefaults,
  libraryKeys,
  type VolumeChoice,
  volumeKeys,
} from '../model/settings/library-keys.ts';
import { metadataKeys } from '../model/settings/metadata-keys.ts';
import { chooseSeverities } from '../model/severities.ts';
import { decodeText } from '../sources/decode.ts';
import { emptyMetadata } from '../sources/metadata.ts';
import { pick, readMapping, unknownKey } from '../sources/read-settings.ts';
import type { YamlEntry } from '../sources/yaml.ts';
import { isInside } from '../text/file-names.ts';
import { checkWrap, defaultSettings, parseEntries } from './book-file.ts';

export const libraryFileNames = ['octavo.yaml', 'octavo.yml'] as const;

export interface Library {
  /** octavo.yaml, or null where a folder has none. */
  file: string | null;
  folder: string;
  choice: LibraryChoice;
  /** Applies where a book and its articles say nothing. */
  meta: Metadata;
  settings: BookSettings;
  /** Folders of images, relative to octavo.yaml. */
  static: BookSettings['static'];
  volumes: Volume[];
}

export interface Volume {
  /** Of octavo.yaml, where the volume begins. */
  line: number;
  choice: VolumeChoice;
  meta: Metadata;
  settings: BookSettings;
}

/** A folder without octavo.yaml. */
export function plainLibrary(folder: string): Library {
  const choice = readMapping(libraryDefaults.entries, [], { file: '', report: () => undefined, ...style });
  return {
    file: null,
    folder,
    choice: choice as unknown as LibraryChoice,
    meta: emptyMetadata(),
    settings: defaultSettings(),
    static: [],
    volumes: [],
  };
}

const style = { code: 'value-invalid', ignoresCase: false, unknownKey } as const;

/**
 * The octavo.yaml of a folder or of one around it, as far as its repository reaches; outside a repository, as far as
 * the working folder does. Null where there is none.
 */
export async function findLibraryFile(
  folder: string,
  workingFolder: string,
  host: Pick<Host, 'readFile'>,
): Promise<string | null> {
  let found: string | null = null;
  for (let at = folder; ; at = dirname(at)) {
    for (const name of libraryFileNames)
      if (found === null && (await host.readFile(join(at, name))).kind === 'file') found = join(at, name);
    if ((await host.readFile(join(at, '.git'))).kind !== 'missing') return found;
    if (dirname(at) === at) break;
  }
  if (found === null) return null;
  const isOwn = dirname(found) === folder || (isInside(folder, workingFolder) && isInside(found, workingFolder));
  return isOwn ? found : null;
}

/** Null where octavo.yaml has errors: no book would be what its author means. */
export async function readLibrary(path: string, host: Pick<Host, 'readFile'>): Promise<Reported<Library | null>> {
  const { diagnostics, report } = collector();
  const answer = await host.readFile(path);
  if (answer.kind !== 'file') return { value: null, diagnostics };
  const decoded = decodeText(answer.bytes);
  if (decoded.kind === 'not-utf8') {
    report(problem('book-yaml-invalid', decoded.reason, { file: path, line: decoded.line }, 'save it as UTF-8'));
    return { value: null, diagnostics };
  }
  const isEmpty = decoded.text.split('\n').every((line) => /^\s*(?:#.*)?$/.test(line));
  const entries = isEmpty ? [] : parseEntries({ path, text: decoded.text }, report);
  const reading = { file: path, report, ...style };
  // Volumes are read below, since they inherit what stands beside them.
  const own = entries.filter(({ key }) => key !== 'volumes');
  const names = Object.keys(libraryKeys.entries);
  const all = readMapping(libraryDefaults.entries, own, {
    ...reading,
    unknownKey: (key, _, place) => unknownKey(key, names, place),
  })!;
  const settings = { ...defaultSettings(), ...pick(all, bookKeys.entries), static: [] } as BookSettings;
  checkWrap(settings, own, path, report);
  const volumes = entries.filter(({ key }) => key === 'volumes').flatMap((entry) => readVolumes(entry));
  const library: Library = {
    file: path,
    folder: dirname(path),
    choice: all as unknown as LibraryChoice,
    // The title is that of the catalogue, and each article has a language of its own.
    meta: { ...emptyMetadata(), ...pick(all, metadataKeys.entries), title: null, description: null, language: null },
    settings,
    static: all.static as BookSettings['static'],
    volumes,
  };
  const chosen = chooseSeverities(diagnostics, settings.diagnostics);
  return { value: chosen.some(isError) ? null : library, diagnostics: chosen };

  function readVolumes({ value }: YamlEntry): Volume[] {
    if (value.kind === 'nothing') return [];
    if (value.kind !== 'list') {
      const hint = 'write one `- title: …` per volume, with its other keys below';
      report(problem('value-invalid', '`volumes` must be a list', { file: path, line: value.line }, hint));
      return [];
    }
    return value.items.flatMap((item) => {
      const place = { file: path, line: item.line };
      if (item.kind !== 'mapping' || !item.entries.some(({ key }) => key === 'title')) {
        report(problem('value-invalid', 'a volume lacks `title`', place, 'write `- title: …`'));
        return [];
      }
      const inherited = { ...all, title: undefined, description: null, static: undefined };
      const read = readMapping(volumeKeys.entries, item.entries, reading, inherited);
      if (read === undefined) return [];
      const settings = { ...defaultSettings(), ...pick(read, bookKeys.entries), articles: [] } as BookSettings;
      checkWrap(settings, item.entries, path, report);
      const meta = { ...emptyMetadata(), ...pick(read, metadataKeys.entries) };
      return [{ line: item.line, choice: read as unknown as VolumeChoice, meta, settings }];
    });
  }
}
