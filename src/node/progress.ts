/**
 * Progress: one moving line on a terminal, which counts the books and says how much time is left; else a line for each
 * finished stage; nothing with `quiet`.
 */
import type { Progress, Stage } from '../model/host.ts';

export interface ProgressLine {
  tell(progress: Progress): void;
  /** Clears the moving line. */
  end(): void;
}

interface Stream {
  isTTY?: boolean;
  columns?: number;
  write(text: string): unknown;
}

const names: Record<Stage, { doing: string; unit: string }> = {
  books: { doing: 'built', unit: 'books' },
  read: { doing: 'reading', unit: 'articles' },
  parse: { doing: 'parsing', unit: 'chapters' },
  images: { doing: 'loading', unit: 'images' },
  assemble: { doing: 'assembling', unit: '' },
  epub: { doing: 'making EPUB', unit: '' },
  pdf: { doing: 'printing PDF', unit: 'pages' },
  html: { doing: 'making HTML', unit: '' },
  write: { doing: 'writing', unit: 'files' },
};

export function createProgressLine(stream: Stream, quiet: boolean, clock = () => performance.now()): ProgressLine {
  if (quiet) return { tell: () => undefined, end: () => undefined };
  const moving = stream.isTTY === true;
  const done = new Set<string>();
  const counts = new Map<string, number>();
  const counted = createBookCount(clock);
  return {
    tell(progress) {
      if (progress.stage === 'books') return counted.tell(progress);
      const key = `${progress.book}\0${progress.stage}`;
      // A stage that ends says 1 of 1; the pages it counted on the way are worth more.
      if (progress.total === null) counts.set(key, progress.done);
      if (moving) {
        const text = `${counted.text()}${line(progress, counts.get(key))}`;
        stream.write(`\r\u001b[K${text.slice(0, (stream.columns || 80) - 1)}`);
      } else if (progress.total !== null && progress.total > 0 && progress.done === progress.total && !done.has(key)) {
        done.add(key);
        stream.write(`${line(progress, counts.get(key))}\n`);
      }
    },
    end() {
      if (moving) stream.write('\r\u001b[K');
    },
  };
}

/** `12/300, 4 min left `: how far a library is; nothing where there is one book. */
function createBookCount(clock: () => number) {
  const start = clock();
  let done = 0;
  let total = 0;
  /** Books that were skipped took no time, and say nothing of the others. */
  let quick = 0;
  let last = start;
  return {
    tell(progress: Progress): void {
      const now = clock();
      if (progress.done > done && now - last < quickest) quick += 1;
      last = now;
      done = progress.done;
      total = progress.total ?? 0;
    },
    text(): string {
      if (total < 2) return '';
      const built = done - quick;
      const left = built < 2 ? '' : `, ${showTime(((clock() - start) / built) * (total - done))} left`;
      return `${done}/${total}${left} `;
    },
  };
}

/** Milliseconds in which no book is built. */
const quickest = 50;

function showTime(milliseconds: number): string {
  const seconds = Math.ceil(milliseconds / 1000);
  if (seconds < 60) return `${seconds} s`;
  const minutes = Math.ceil(seconds / 60);
  return minutes < 60 ? `${minutes} min` : `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
}

function line({ book, stage, done, total }: Progress, counted: number | undefined): string {
  const { doing, unit } = names[stage];
  const count =
    counted !== undefined
      ? ` ${counted} ${unit}`
      : unit === '' || unit === 'pages'
        ? ''
        : ` ${total === null ? done : `${done}/${total}`} ${unit}`;
  return `${book}: ${doing}${count}`;
}
