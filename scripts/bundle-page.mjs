/** Bundles the program of pages with a living model into one script that asks for nothing. */
import { join } from 'node:path';
import { rolldown } from 'rolldown';

export async function bundlePage(root) {
  const bundle = await rolldown({
    input: join(root, 'dist', 'report', 'page', 'client.js'),
    platform: 'browser',
    onLog(level, log, handle) {
      // OpenBLAS is looked for beside its module: never in a page.
      if (log.code !== 'EMPTY_IMPORT_META') handle(level === 'warn' ? 'error' : level, log);
    },
  });
  await bundle.write({
    file: join(root, 'dist', 'report', 'page', 'bundle.js'),
    format: 'iife',
    minify: true,
    codeSplitting: false,
  });
  await bundle.close();
}
