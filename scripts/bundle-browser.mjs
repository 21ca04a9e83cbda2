/** Bundles `autofit/browser` and the studio's page: what runs in a page and in its workers, with stand-ins for the modules of Node. */
import { cpSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import { rolldown } from 'rolldown';
import { notePackages, packagesNoted } from './bundled-packages.mjs';
import { notice } from './notices.mjs';

/** Packages that stand for modules of Node in pages; the others stand in src/browser/host. */
const PACKAGES = { 'node:path': 'pathe', 'node:stream': 'readable-stream' };

/** What pages and exports are made of: larger, and seldom asked for. */
const FETCHED = [
  'dist/report/page/bundle.js',
  'dist/report/page/detector-bundle.js',
  'dist/image/bundle.js',
  'dist/export/typescript/bundle.js',
  'dist/export/python/runtime',
];

const FOLDER = 'dist/browser/bundle';

export async function bundleBrowser(root, withDecoders) {
  const dist = join(root, 'dist');
  const own = join(dist, 'browser');
  const host = join(own, 'host');
  const out = join(root, FOLDER);
  rmSync(out, { recursive: true, force: true });
  const made = await rolldown({
    input: {
      index: join(own, 'index.js'),
      'main-worker': join(own, 'main-worker.js'),
      thread: join(own, 'thread.js'),
      studio: join(dist, 'studio', 'page', 'main.js'),
      'service-worker': join(dist, 'studio', 'page', 'service-worker.js'),
    },
    platform: 'browser',
    plugins: [standIns(host), withDecoders, packageFiles(root), modulePlaces(dist)],
    // A busy machine is no mistake.
    checks: { bundlerTimings: false },
    onLog(level, log, handle) {
      handle(level === 'warn' ? 'error' : level, log);
    },
  });
  const files = { entryFileNames: '[name].js', chunkFileNames: '[name]-[hash].js' };
  const { output } = await made.write({ dir: out, format: 'esm', minify: true, ...files });
  await made.close();
  notePackages(FOLDER, output);
  for (const path of fetchedPaths(root)) cpSync(join(root, path), join(out, 'package', path));
  writeFileSync(join(out, 'THIRD-PARTY.txt'), folderNotice(root));
}

/** What the folder tells of itself wherever it is served, with the licence that is ours and of some of the others. */
function folderNotice(root) {
  // What is fetched was bundled before.
  const licence = readFileSync(join(root, 'LICENSE'), 'utf8');
  return `${notice(root, packagesNoted().all)}\n\n${licence}`;
}

/** `node:fs` is `host/fs.js`, and so on; one without a stand-in is an error here, not in the page. */
function standIns(host) {
  return {
    name: 'stand-ins',
    async resolveId(id, importer) {
      if (PACKAGES[id]) return this.resolve(PACKAGES[id], importer);
      if (id === 'piscina') return join(host, 'piscina.js');
      // Options that would load it are refused before, and a page has no pipes.
      if (/\/workers\/redis\/|\/open-pipe\.js$/.test(id) || id === 'tinyglobby')
        return join(host, 'not-in-pages.js');
      if (!id.startsWith('node:')) return null;
      return join(host, `${id.slice('node:'.length).replace('/', '-')}.js`);
    },
  };
}

/** What modules look for beside themselves: small texts come along, the others are fetched. */
function packageFiles(root) {
  const texts = filesBelow(root, 'presets').map((path) => [
    path,
    readFileSync(join(root, path), 'utf8'),
  ]);
  const text = `export const packageFiles = ${JSON.stringify(Object.fromEntries(texts))};
    export const fetchedFiles = ${JSON.stringify(fetchedPaths(root))};`;
  return {
    name: 'package-files',
    load: (path) => (path.endsWith(join('host', 'package-files.js')) ? text : null),
  };
}

function fetchedPaths(root) {
  return FETCHED.flatMap((path) => filesBelow(root, path));
}

/** A file, or those below a folder, by their paths from the root. */
function filesBelow(root, path) {
  if (statSync(join(root, path)).isFile()) return [path];
  return readdirSync(join(root, path)).flatMap((name) => filesBelow(root, `${path}/${name}`));
}

/** Modules look for files below `/autofit`; only those of src/browser are where their scripts are. */
function modulePlaces(dist) {
  const own = [join(dist, 'browser') + sep, join(dist, 'studio', 'page') + sep];
  return {
    name: 'module-places',
    transform(code, id) {
      if (
        !id.startsWith(dist) ||
        own.some((folder) => id.startsWith(folder)) ||
        !code.includes('import.meta.url')
      )
        return null;
      const place = `file:///autofit/dist/${relative(dist, id).split(sep).join('/')}`;
      return { code: code.replaceAll('import.meta.url', JSON.stringify(place)), map: null };
    },
  };
}
