/**
 * Finds a browser: one named by the user, puppeteer's cache, the headless shell of an npm package, an installed one, a
 * download. What Octavo finds by itself must not be writable by other users.
 */
import { constants, createReadStream, createWriteStream } from 'node:fs';
import { access, mkdtemp, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { homedir } from 'node:os';
import { delimiter, dirname, isAbsolute, join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { createBrotliDecompress } from 'node:zlib';
import { Browser, detectBrowserPlatform, getInstalledBrowsers, install } from '@puppeteer/browsers';
import { extract } from 'tar-fs';
import { makeFolder } from '../folders.ts';
import { addTemporary } from '../leftovers.ts';
import { packageFile } from '../packages.ts';
import { messageOf } from '../system-error.ts';
import { whyUntrusted } from '../trust.ts';

export interface BrowserSettings {
  /** A browser's path given by the user, or null to search for one. */
  executable: string | null;
  cacheFolder: string;
  /** A folder for the time of the build, for a browser that has to be unpacked where no other user can change it. */
  makeTemporary: () => string;
  /** Told in percent while a browser is downloaded. */
  onDownload: (percent: number) => void;
}

export type BrowserPlace =
  | { kind: 'found'; executable: string; shell: boolean; environment: NodeJS.ProcessEnv }
  | { kind: 'nowhere'; reason: string };

const shellPackage = '@sparticuz/chromium/bin';

/** The build that is downloaded when there is no other, the same as the shipped shell's. */
const downloadedBuild = '143.0.7499.40';

/** Chrome 140 is the least that has all the CSS the templates use (text-autospace, text-spacing-trim). */
const oldestChrome = 140;

export async function* findBrowser(settings: BrowserSettings): AsyncGenerator<BrowserPlace> {
  // Who names a browser wants that one, not another.
  if (settings.executable !== null) return yield place(settings.executable);
  const folder = await closedFolder(settings);
  yield* localBrowsers(folder, settings);
  yield downloadBrowser(folder, settings.onDownload);
}

/** The file that would be started first, with its size and date; null where no browser is installed. */
export async function identifyBrowser(settings: BrowserSettings): Promise<string | null> {
  const { executable } = settings;
  const places = executable === null ? localBrowsers(await closedFolder(settings), settings) : [place(executable)];
  for await (const each of places) {
    if (each.kind === 'nowhere') continue;
    const file = await stat(each.executable).catch(() => null);
    if (file !== null) return `${each.executable} ${file.size} ${file.mtimeMs}`;
  }
  return null;
}

async function* localBrowsers(folder: string, settings: BrowserSettings): AsyncGenerator<BrowserPlace> {
  yield* onlyTrusted(downloadedBrowsers(join(homedir(), '.cache', 'puppeteer')));
  yield* onlyTrusted(downloadedBrowsers(folder));
  const shipped = await shippedShell(folder);
  yield shipped;
  // The disk of the cache may be full, and that of temporary files not.
  if (shipped.kind === 'nowhere' && packageFile(shellPackage) !== null) yield unpackedForBuild(settings);
  yield* onlyTrusted(installedBrowsers());
}

async function unpackedForBuild({ makeTemporary }: BrowserSettings): Promise<BrowserPlace> {
  try {
    return await shippedShell(makeTemporary());
  } catch (error) {
    return { kind: 'nowhere', reason: `there is no folder for temporary files: ${messageOf(error)}` };
  }
}

/** Where browsers are unpacked: in the cache, or in a folder of this build where others can write to the cache. */
async function closedFolder({ cacheFolder, makeTemporary }: BrowserSettings): Promise<string> {
  const folder = join(cacheFolder, 'browser');
  try {
    makeFolder(folder, 0o700);
    await access(folder, constants.W_OK);
    return (await whyUntrusted(folder)) === null ? folder : makeTemporary();
  } catch {
    return makeTemporary();
  }
}

async function* onlyTrusted(places: AsyncIterable<BrowserPlace>): AsyncGenerator<BrowserPlace> {
  for await (const each of places) {
    const reason = each.kind === 'found' ? await whyUntrusted(each.executable) : null;
    yield reason === null ? each : { kind: 'nowhere', reason: `not run, because ${reason}` };
  }
}

function place(executable: string, environment: NodeJS.ProcessEnv = process.env): BrowserPlace {
  return { kind: 'found', executable, shell: /headless[-_]shell/.test(executable), environment };
}

async function* downloadedBrowsers(cacheDir: string): AsyncGenerator<BrowserPlace> {
  const browsers = await getInstalledBrowsers({ cacheDir }).catch(() => []);
  const recent = browsers.filter((browser) => Number.parseInt(browser.buildId, 10) >= oldestChrome);
  // A headless shell prints two to three times as fast as the full browser.
  for (const kind of [Browser.CHROMEHEADLESSSHELL, Browser.CHROME]) {
    for (const browser of recent.filter((each) => each.browser === kind)) yield place(browser.executablePath);
  }
}

/** Unpacks the headless shell of @sparticuz/chromium (Linux x64 only) into the cache, once, with its libraries. */
async function shippedShell(browserFolder: string): Promise<BrowserPlace> {
  if (process.platform !== 'linux' || process.arch !== 'x64') {
    return { kind: 'nowhere', reason: 'the browser shipped with Octavo runs on Linux x64 only' };
  }
  try {
    const archives = packageFile(shellPackage);
    if (archives === null) return { kind: 'nowhere', reason: 'the package @sparticuz/chromium is not installed' };
    const manifest = await readFile(join(archives, '..', 'package.json'), 'utf8');
    const { version } = JSON.parse(manifest) as { version: string };
    const folder = join(browserFolder, `headless-shell-${version}`);
    if (!(await exists(join(folder, 'headless_shell')))) await unpackShell(archives, folder);
    for (const path of [join(folder, 'headless_shell'), join(folder, 'libraries', 'lib')]) {
      const reason = await whyUntrusted(path);
      if (reason !== null) return { kind: 'nowhere', reason: `not run, because ${reason}` };
    }
    const fonts = join(folder, 'fonts.conf');
    if (!(await exists(fonts))) await writeFile(fonts, fontsConfiguration(folder));
    const libraries = [join(folder, 'libraries', 'lib'), process.env.LD_LIBRARY_PATH].filter(Boolean).join(delimiter);
    return place(join(folder, 'headless_shell'), {
      ...process.env,
      LD_LIBRARY_PATH: libraries,
      FONTCONFIG_FILE: fonts,
    });
  } catch (error) {
    return { kind: 'nowhere', reason: `the browser shipped with Octavo cannot be unpacked: ${messageOf(error)}` };
  }
}

async function unpackShell(archives: string, folder: string): Promise<void> {
  makeFolder(dirname(folder), 0o700);
  // Two builds may unpack at once: each works in a folder of its own, the first to finish wins.
  const temporary = await mkdtemp(`${folder}-`);
  const forget = addTemporary(temporary);
  try {
    const unpacked = (name: string) => [createReadStream(join(archives, name)), createBrotliDecompress()] as const;
    await Promise.all([
      pipeline(...unpacked('chromium.br'), createWriteStream(join(temporary, 'headless_shell'), { mode: 0o755 })),
      pipeline(...unpacked('al2023.tar.br'), extract(join(temporary, 'libraries'))),
      pipeline(...unpacked('swiftshader.tar.br'), extract(temporary)),
      pipeline(...unpacked('fonts.tar.br'), extract(join(temporary, 'fonts'))),
    ]);
    await rename(temporary, folder).catch(async () => {
      if (await exists(join(folder, 'headless_shell'))) return;
      // Someone deleted the browser, and left the cache of its fonts.
      await rm(folder, { recursive: true, force: true });
      await rename(temporary, folder);
    });
  } finally {
    await rm(temporary, { recursive: true, force: true });
    forget();
  }
}

/** A machine may have no font at all, and then Chrome waits for one for ever: one is shipped with the shell. */
function fontsConfiguration(folder: string): string {
  const folders = [join(folder, 'fonts'), '/usr/share/fonts', '/usr/local/share/fonts'];
  const escaped = (path: string) => path.replace(/&/g, '&amp;').replace(/</g, '&lt;');
  return [
    '<?xml version="1.0"?>',
    '<fontconfig>',
    ...folders.map((path) => `<dir>${escaped(path)}</dir>`),
    `<cachedir>${escaped(join(folder, 'font-cache'))}</cachedir>`,
    '</fontconfig>',
    '',
  ].join('\n');
}

async function* installedBrowsers(): AsyncGenerator<BrowserPlace> {
  for (const executable of installedPaths()) if (await exists(executable)) yield place(executable);
}

function installedPaths(): string[] {
  switch (process.platform) {
    case 'darwin':
      return ['Google Chrome', 'Chromium', 'Microsoft Edge'].map(
        (name) => `/Applications/${name}.app/Contents/MacOS/${name}`,
      );
    case 'win32':
      return [process.env.PROGRAMFILES, process.env['PROGRAMFILES(X86)'], process.env.LOCALAPPDATA]
        .filter((folder) => folder !== undefined)
        .flatMap((folder) => [
          join(folder, 'Google', 'Chrome', 'Application', 'chrome.exe'),
          join(folder, 'Microsoft', 'Edge', 'Application', 'msedge.exe'),
        ]);
    default:
      // A relative folder, or an empty name, which means the working folder, is that of a book.
      return (process.env.PATH ?? '')
        .split(delimiter)
        .filter(isAbsolute)
        .flatMap((folder) =>
          ['google-chrome-stable', 'google-chrome', 'chromium', 'chromium-browser', 'microsoft-edge'].map((name) =>
            join(folder, name),
          ),
        );
  }
}

async function downloadBrowser(folder: string, onDownload: (percent: number) => void): Promise<BrowserPlace> {
  const platform = detectBrowserPlatform();
  if (platform === undefined)
    return { kind: 'nowhere', reason: 'no browser is available for download for this system' };
  try {
    const browser = await install({
      browser: Browser.CHROMEHEADLESSSHELL,
      buildId: downloadedBuild,
      cacheDir: folder,
      platform,
      downloadProgressCallback: (done, total) => onDownload(Math.floor((100 * done) / total)),
    });
    return place(browser.executablePath);
  } catch (error) {
    return { kind: 'nowhere', reason: `browser download failed: ${messageOf(error)}` };
  }
}

async function exists(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  );
}
