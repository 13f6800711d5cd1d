/**
 * A Host that notes everything of the outside world that a build depends on, so that a later build can tell that nothing
 * has changed. The cache is no such thing: what it holds follows from the rest.
 */
import type { DownloadAnswer, DownloadRequest, FileAnswer, Host } from '../model/host.ts';
import { isInside } from '../text/file-names.ts';
import { sha256Of } from '../text/hash.ts';
import { parseUrl } from '../text/urls.ts';

/** What was asked of the Host: for a package, which version of it is installed. */
type Question = 'file' | 'folder' | 'path' | 'commit' | 'package';

/** A question, what it was about, and a digest of the answer. */
export type Dependency = [question: Question, subject: string, answer: string];

type WorldHost = Pick<Host, 'readFile' | 'listFolder' | 'realPath' | 'firstCommitDate' | 'packageFile'>;

/** A download that failed, without the headers for hosts, which may be secret. */
export interface FailedDownload {
  request: Omit<DownloadRequest, 'hosts' | 'timeout'>;
  answer: string;
}

export interface Recording {
  host: Host;
  /** By address, those that the build gave up. */
  failedDownloads(): FailedDownload[];
  /** Null where an answer changed while the book was built. */
  dependencies(): Promise<Dependency[] | null>;
}

/** `isIgnored`: files whose content is compared in another way. */
export function recordAnswers(host: Host, isIgnored: (path: string) => boolean): Recording {
  const answers = new Map<string, Dependency>();
  const packages = new Set<string>();
  const packageFolders: string[] = [];
  const cached = new Set<string>();
  const failed = new Map<string, FailedDownload>();
  let isConsistent = true;

  const note = (question: Question, subject: string, answer: string) => {
    const key = `${question} ${subject}`;
    const earlier = answers.get(key);
    if (earlier !== undefined && earlier[2] !== answer) isConsistent = false;
    answers.set(key, [question, subject, answer]);
  };
  const isElsewhere = (path: string) =>
    cached.has(path) || isIgnored(path) || packageFolders.some((folder) => isInside(path, folder));

  const recording: Host = {
    ...host,
    async readFile(path, maximumBytes) {
      const answer = await host.readFile(path, maximumBytes);
      if (!isElsewhere(path)) note('file', path, digestOfFile(answer));
      return answer;
    },
    async listFolder(path) {
      const answer = await host.listFolder(path);
      note('folder', path, digestOf(answer));
      return answer;
    },
    async realPath(path) {
      const answer = await host.realPath(path);
      note('path', path, digestOf(answer));
      return answer;
    },
    async firstCommitDate(path) {
      const answer = await host.firstCommitDate(path);
      note('commit', path, digestOf(answer));
      return answer;
    },
    packageFile(specifier) {
      const name = packageOf(specifier);
      if (!packages.has(name)) {
        packages.add(name);
        const description = host.packageFile(`${name}/package.json`);
        if (description !== null) packageFolders.push(description.slice(0, -'/package.json'.length));
      }
      return host.packageFile(specifier);
    },
    async download(request) {
      const answer = await host.download(request);
      const { hosts: _, timeout: __, ...rest } = request;
      if (answer.kind === 'body') failed.delete(request.url);
      else failed.set(request.url, { request: rest, answer: digestOfFailure(answer) });
      return answer;
    },
    async storeFile(key, bytes) {
      const answer = await host.storeFile(key, bytes);
      if (answer.kind === 'stored') cached.add(answer.path);
      return answer;
    },
    async storedFile(key, hash) {
      const path = await host.storedFile(key, hash);
      if (path !== null) cached.add(path);
      return path;
    },
  };
  return {
    host: recording,
    failedDownloads: () => [...failed.values()],
    async dependencies() {
      if (!isConsistent) return null;
      const versions = Array.from(packages, async (name): Promise<Dependency> => {
        return ['package', name, await answerTo('package', name, host)];
      });
      return [...answers.values(), ...(await Promise.all(versions))];
    },
  };
}

/** Tries failed downloads again, once: whether they still fail. Of a host that does not answer nothing else is asked. */
export function createRetry(
  host: Pick<Host, 'download'>,
): (failed: readonly FailedDownload[], rest: Pick<DownloadRequest, 'hosts' | 'timeout'>) => Promise<boolean> {
  const silent = new Map<string, string>();
  return async (failed, rest) => {
    for (const { request, answer: expected } of failed) {
      const name = parseUrl(request.url)?.host ?? '';
      let digest = silent.get(name);
      if (digest === undefined) {
        const answer = await host.download({ ...request, ...rest });
        digest = digestOfFailure(answer);
        if (answer.kind === 'failed') silent.set(name, digest);
      }
      if (digest !== expected) return false;
    }
    return true;
  };
}

function digestOfFailure(answer: DownloadAnswer): string {
  switch (answer.kind) {
    case 'status':
      return `status ${answer.status}`;
    case 'failed':
      return `failed: ${answer.reason}`;
    default:
      return answer.kind;
  }
}

/** Whether answers are still the same. Each question is asked once in a run. */
export function createComparison(host: WorldHost): (dependencies: readonly Dependency[]) => Promise<boolean> {
  const answers = new Map<string, Promise<string>>();
  const answer = (question: Question, subject: string) => {
    const key = `${question} ${subject}`;
    const asked = answers.get(key) ?? answerTo(question, subject, host);
    answers.set(key, asked);
    return asked;
  };
  return async (dependencies) => {
    for (const [question, subject, expected] of dependencies)
      if ((await answer(question, subject)) !== expected) return false;
    return true;
  };
}

async function answerTo(question: Question, subject: string, host: WorldHost): Promise<string> {
  switch (question) {
    case 'file':
      return digestOfFile(await host.readFile(subject, Number.POSITIVE_INFINITY));
    case 'folder':
      return digestOf(await host.listFolder(subject));
    case 'path':
      return digestOf(await host.realPath(subject));
    case 'commit':
      return digestOf(await host.firstCommitDate(subject));
    case 'package': {
      const path = host.packageFile(`${subject}/package.json`);
      return path === null ? 'none' : digestOfFile(await host.readFile(path));
    }
  }
}

export function digestOfFile(answer: FileAnswer): string {
  return answer.kind === 'file' ? sha256Of(answer.bytes).slice(0, 32) : answer.kind;
}

function digestOf(answer: unknown): string {
  return sha256Of(JSON.stringify(answer)).slice(0, 32);
}

function packageOf(specifier: string): string {
  return specifier
    .split('/')
    .slice(0, specifier.startsWith('@') ? 2 : 1)
    .join('/');
}
