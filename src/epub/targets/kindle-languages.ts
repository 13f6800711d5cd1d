/** The languages Kindle supports. Region and script do not count. https://kdp.amazon.com/help/topic/G200673300 */

const languages = new Set(
  'af ar br ca co cy da de en es eu fi fr frr fy ga gd gl gsw gu gv hi is it ja kw lb ml mr nb nl nn no oc pl pt rm sco stq sv ta zh'.split(
    ' ',
  ),
);

export function kindleKnows(language: string): boolean {
  return languages.has(language.split('-')[0]!.toLowerCase());
}
