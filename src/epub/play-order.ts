/**
 * The NCX playOrder: numbers of places in reading order, from 1 without gaps.
 * https://idpf.org/epub/20/spec/OPF_2.0_final_spec.html#Section2.4.1.1
 */
import { type ContentDocument, fileName } from './documents.ts';

export interface NamedPlace {
  /** The id of the part or chapter that holds it. */
  section: string;
  /** Its own id: that of the section for its beginning. */
  id: string;
}

export function playOrder<P extends NamedPlace>(places: P[], documents: ContentDocument[]): Map<P, number> {
  const positions = new Map(places.map((place) => [place, positionOf(place, documents)]));
  const sorted = [...places].sort((one, other) => {
    const [first, second] = [positions.get(one)!, positions.get(other)!];
    return first.document - second.document || first.at - second.at;
  });
  return new Map(sorted.map((place, index) => [place, index + 1]));
}

function positionOf({ section, id }: NamedPlace, documents: ContentDocument[]): { document: number; at: number } {
  const document = documents.findIndex(({ name }) => name === fileName(section));
  return { document, at: id === section ? 0 : (documents[document]?.xhtml.indexOf(` id="${id}"`) ?? 0) };
}
