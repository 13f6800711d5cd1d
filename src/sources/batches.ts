/** Asks for files in batches: a remote disk answers late, not slowly; not all at once, since open files are limited. */

const size = 64;

export async function mapInBatches<From, To>(items: From[], ask: (item: From) => Promise<To>): Promise<To[]> {
  const answers: To[] = [];
  for (let from = 0; from < items.length; from += size) {
    answers.push(...(await Promise.all(items.slice(from, from + size).map(ask))));
  }
  return answers;
}
