/** What a document holds and does not show as text, said once for trees and finished documents. */

/** Elements that no reader shows: what only old readers of ruby show, and the sources of formulas. */
const hiddenNames: readonly string[] = ['rp', 'annotation', 'annotation-xml'];

/** Classes that paper does not show: links back from notes lead nowhere there. */
const screenClasses: readonly string[] = ['backlink', 'backlinks'];

export function isHiddenElement(name: string): boolean {
  return hiddenNames.includes(name);
}

export function isUnprinted(name: string, classes: readonly string[]): boolean {
  return isHiddenElement(name) || classes.some((each) => screenClasses.includes(each));
}
