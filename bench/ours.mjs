/** Octavo with the same articles. Prints what each stage took, and the highest memory of this process until its end. */
import { build } from '../build/octavo.js';

const [folder, out, format] = process.argv.slice(2);
const peaks = {};
const report = await build({
  workingFolder: folder,
  paths: ['.'],
  out,
  formats: format.split(','),
  allowPrivateHosts: true,
  onProgress: ({ stage }) => {
    peaks[stage] = process.resourceUsage().maxRSS / 1024;
  },
});
const [{ timings, pages }] = report.books;
// A thousand pictures are more than some services take, which is no fault of the run.
const faults = report.diagnostics.filter(({ code }) => code !== 'epub-too-large');
console.log(JSON.stringify({ problems: faults.map(({ message }) => message), timings, peaks, pages }));
