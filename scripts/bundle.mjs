/** Bundles what runs outside of Node's modules, the program of pages and the runtime of exported code, into scripts that ask for nothing. */
import { join } from 'node:path';
import { rolldown } from 'rolldown';

export async function bundleScripts(root) {
  const page = join(root, 'dist', 'report', 'page');
  await bundle(join(page, 'client.js'), join(page, 'bundle.js'));
  const module = join(root, 'dist', 'export', 'typescript');
  await bundle(join(module, 'runtime.js'), join(module, 'bundle.js'), 'runtime');
}

async function bundle(input, file, name) {
  const made = await rolldown({
    input,
    platform: 'browser',
    onLog(level, log, handle) {
      // OpenBLAS is looked for beside its module: never in a page.
      if (log.code !== 'EMPTY_IMPORT_META') handle(level === 'warn' ? 'error' : level, log);
    },
  });
  await made.write({ file, format: 'iife', name, minify: true, codeSplitting: false });
  await made.close();
}
