/** Texts that come with the package, by their paths in it: what builds the page's scripts fills them in. */
export const packageFiles: Readonly<Record<string, string>> = {};

/** Paths of those that are larger, and lie beside the scripts below `package/`. */
export const fetchedFiles: readonly string[] = [];
