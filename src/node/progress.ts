/** Progress: one moving line on a terminal, else a line for each finished stage; nothing with `quiet`. */
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
  read: { doing: 'reading', unit: 'articles' },
  parse: { doing: 'parsing', unit: 'chapters' },
  images: { doing: 'loading', unit: 'images' },
  assemble: { doing: 'assembling', unit: '' },
  epub: { doing: 'making EPUB', unit: '' },
  pdf: { doing: 'printing PDF', unit: 'pages' },
  html: { doing: 'making HTML', unit: '' },
  write: { doing: 'writing', unit: 'files' },
};

export function createProgressLine(stream: Stream, quiet: boolean): ProgressLine {
  if (quiet) return { tell: () => undefined, end: () => undefined };
  const moving = stream.isTTY === true;
  const done = new Set<string>();
  const counts = new Map<string, number>();
  return {
    tell(progress) {
      const key = `${progress.book}\0${progress.stage}`;
      // A stage that ends says 1 of 1; the pages it counted on the way are worth more.
      if (progress.total === null) counts.set(key, progress.done);
      if (moving) {
        stream.write(`\r\u001b[K${line(progress, counts.get(key)).slice(0, (stream.columns || 80) - 1)}`);
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
