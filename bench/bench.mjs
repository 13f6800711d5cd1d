/**
 * Octavo measured, always beside something else in the same run, so that ratios count and not seconds: `npm run bench`
 * for 60 articles, `npm run bench 200` for 200; `npm run bench images` for 1,000 remote pictures, `npm run bench images
 * 200` for 200; `npm run bench epub` for the EPUBs of books like real ones, `npm run bench epub 1` in one round;
 * `npm run bench pdf` for their PDFs; `npm run bench parse` for the reading of 200 articles alone.
 */
const benches = {
  books: './books.mjs',
  epub: './epub.mjs',
  images: './images.mjs',
  pdf: './pdf.mjs',
  parse: './parse.mjs',
};
const words = process.argv.slice(2);
const unknown = words.filter((word) => !(word in benches) && !/^\d+$/.test(word));
if (unknown.length > 0) throw new Error(`known are ${Object.keys(benches).join(', ')} and a number, not ${unknown[0]}`);
await import(benches[words.find((word) => word in benches) ?? 'books']);
