/**
 * Files in batches. In: a list and what to ask of each item. Out: the answers in the order of the list. A disk far away
 * answers late, not slowly, so that many are asked at once; not all, since a system has only so many open files.
 */

const size = 64;

export async function mapInBatches<From, To>(items: From[], ask: (item: From) => Promise<To>): Promise<To[]> {
  const answers: To[] = [];
  for (let from = 0; from < items.length; from += size) {
    answers.push(...(await Promise.all(items.slice(from, from + size).map(ask))));
  }
  return answers;
}
