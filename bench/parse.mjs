/**
 * How fast articles are read: from Markdown to the sanitised tree, beside marked alone, which makes HTML of them and checks
 * nothing. The articles are those of the other benches; both take turns in one process, so that noise meets both. Then what
 * the colours of code cost, when their language is met first and when it is known, and what formulas cost.
 */
import { marked } from 'marked';
import { parseArticle } from '../build/markdown/article.js';
import { findMissingWords } from '../build/markdown/completeness.js';
import { writeArticle } from './articles.mjs';
import { numberAsked, printTable } from './measure.mjs';

const count = numberAsked(200);
const rounds = 5;
/** Time of ours by time of marked's. */
const aim = 4;
/** Share of the time for the proof that no word is lost. */
const proofAim = 0.03;

const articles = writeArticles(0);
const plain = articles.map(withoutLanguages);
const size = Buffer.byteLength(plain.join('')) / 1e6;
console.log(`${count} articles, ${size.toFixed(1)} MB\n`);
compare();
printCosts();

function compare() {
  const times = { marked: [], ours: [], proof: [] };
  const parsed = plain.map((text) => ({ text, tree: parse(text).value.tree, removed: [titleOf(text)] }));
  // The first round is the compiler's.
  for (let round = 0; round <= rounds; round += 1) {
    times.marked.push(timeOf(() => plain.map((text) => marked.parse(text))));
    times.ours.push(timeOf(() => plain.map(parse)));
    times.proof.push(timeOf(() => parsed.map(({ text, ...outcome }) => findMissingWords(text, outcome))));
  }
  const [alone, ours, proof] = [times.marked, times.ours, times.proof].map((each) => median(each.slice(1)));
  const row = (name, time) => ({ '': name, ms: time.toFixed(0), 'MB/s': (size / (time / 1000)).toFixed(1) });
  printTable([
    row('marked alone, to HTML', alone),
    row('ours, to a tree, code without colours', ours),
    row('of it, the proof that no word is lost', proof),
  ]);
  const ratio = ours / alone;
  console.log(`\nours / marked: ${ratio.toFixed(2)}, aim <= ${aim}, ${ratio <= aim ? 'met' : 'NOT met'}`);
  const share = proof / ours;
  console.log(`proof / ours: ${share.toFixed(3)}, aim <= ${proofAim}, ${share <= proofAim ? 'met' : 'NOT met'}\n`);
}

function titleOf(text) {
  return /^# (.*)$/m.exec(text)?.[1] ?? '';
}

/** Of articles that hold nothing else. */
function printCosts() {
  const blocks = [articles, writeArticles(count)].map((texts) => texts.map(codeIn));
  const formulas = [0, count].map((from) =>
    articles.map((_, index) => `So $x_{${from + index}} = \\frac{a}{\\sqrt{b}}$.`),
  );
  const row = (name, work) => {
    const time = timeOf(work);
    return { '': name, ms: time.toFixed(0), 'ms each': (time / count).toFixed(2) };
  };
  printTable([
    row(`${count} blocks of six lines, highlight.js and JavaScript loaded for the first`, () => blocks[0].map(parse)),
    row(`${count} others`, () => blocks[1].map(parse)),
    row(`the same without colours`, () => blocks[1].map(withoutLanguages).map(parse)),
    row(`${count} formulas, temml loaded for the first`, () => formulas[0].map(parse)),
    row(`${count} others`, () => formulas[1].map(parse)),
  ]);
}

function codeIn(text) {
  return /```js\n[\s\S]*?\n```/.exec(text)[0];
}

function writeArticles(from) {
  return Array.from({ length: count }, (_, index) => writeArticle(from + index, 'https://pictures.example').text);
}

function withoutLanguages(text) {
  return text.replaceAll('```js\n', '```\n');
}

function parse(text) {
  return parseArticle({ path: '/article.md', text, modified: new Date(0) });
}

function timeOf(work) {
  const start = performance.now();
  work();
  return performance.now() - start;
}

function median(times) {
  return times.toSorted((one, other) => one - other)[Math.floor(times.length / 2)];
}
