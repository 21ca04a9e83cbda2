/** What a thread runs, and how. */
export interface ThreadFile {
  readonly filename: string;
  readonly execArgv?: string[];
}

/**
 * The file that a thread runs. Where the importer is a source, so is it, except in tests: what is built before them starts
 * several times as soon.
 */
export function threadFile(importer: string, built: string, source: string): ThreadFile {
  if (!importer.endsWith('.ts')) return { filename: new URL(built, importer).href };
  const own = new URL(source, importer).href;
  if (!process.env.AUTOFIT_BUILT_THREADS) return { filename: own, execArgv: ['--import', 'tsx'] };
  // The last one: the project may lie in a folder called src.
  return { filename: new URL(built, own.replace(/\/src\/(?!.*\/src\/)/, '/dist/')).href };
}
