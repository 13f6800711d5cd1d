/** What is known of an article without parsing its Markdown. */
import { basename, dirname, extname } from 'node:path';
import type { Metadata, Source } from '../model/book.ts';
import type { Reported } from '../model/diagnostics.ts';
import { isFolderPage } from '../text/file-names.ts';
import { guessLanguage } from './detect-language.ts';
import { splitFrontMatter } from './front-matter.ts';

export interface ArticleDescription {
  meta: Metadata;
  title: string;
  language: string;
}

export function describeArticle(source: Source): Reported<ArticleDescription> {
  const { value, diagnostics } = splitFrontMatter(source);
  const name = isFolderPage(source.path) ? basename(dirname(source.path)) : basename(source.path, extname(source.path));
  const title = source.title ?? value.meta.title ?? name;
  return {
    value: { meta: value.meta, title, language: value.meta.language ?? guessLanguage(value.body) },
    diagnostics,
  };
}
