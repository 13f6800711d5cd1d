/** The files made from the declarations of the settings: names relative to the repository, and content. */
export function settingsDocuments(declarations: {
  bookKeys: object;
  metadataKeys: object;
  libraryKeys: object;
  codes: object;
}): [name: string, content: string][];
