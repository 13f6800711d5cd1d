/** Spreads a library over machines: each builds the books of its shard, and the shards together are all of them. */
import { naturally } from '../text/file-names.ts';

/** The second of five: `{ index: 2, count: 5 }`. */
export interface Shard {
  index: number;
  count: number;
}

/** Null where it is not of the form `2/5`. */
export function parseShard(text: string): Shard | null {
  const [, index, count] = /^([1-9]\d{0,5})\/([1-9]\d{0,5})$/.exec(text)?.map(Number) ?? [];
  return index === undefined || count === undefined || index > count ? null : { index, count };
}

/** Every `count`-th book by name, so that shards are of one size; in the order of the books. */
export function shardOf<Named extends { name: string }>(books: readonly Named[], shard: Shard | null): Named[] {
  if (shard === null) return [...books];
  const byName = [...books].sort((first, second) => naturally(first.name, second.name));
  const own = new Set(byName.filter((_, place) => place % shard.count === shard.index - 1));
  return books.filter((book) => own.has(book));
}
