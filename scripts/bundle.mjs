/** Bundles what runs outside of Node's modules, the program of pages and the runtime of exported code, into scripts that ask for nothing. */
import { readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join, relative, sep } from 'node:path';
import { rolldown } from 'rolldown';
import { bundleBrowser } from './bundle-browser.mjs';
import { notePackages } from './bundled-packages.mjs';
import { noticeComment } from './notices.mjs';

/** What a script of its own reads pictures by; pages without pictures have none, and stay small. */
const PICTURES = 'autofitPictures';
/** Decoders that scripts carry with them, as they can fetch nothing. */
const DECODERS = [
  '@jsquash/jpeg/codec/dec/mozjpeg_dec.wasm',
  '@jsquash/webp/codec/dec/webp_dec.wasm',
];
/** Marks in texts that a page or an editor may not keep. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for.
const CONTROLS = /[\x00-\x08\x0b-\x1f]/g;
const { resolve } = createRequire(import.meta.url);

export async function bundleScripts(root) {
  const bundle = bundlerOf(root);
  const page = join(root, 'dist', 'report', 'page');
  const withoutPictures = [replaced(/image\/(?:page|read)-pictures\.js$/, picturesElsewhere())];
  await bundle(join(page, 'client.js'), join(page, 'bundle.js'), undefined, withoutPictures);
  const detector = join(page, 'detector-bundle.js');
  await bundle(join(page, 'detector-client.js'), detector, undefined, withoutPictures);
  const module = join(root, 'dist', 'export', 'typescript');
  await bundle(join(module, 'runtime.js'), join(module, 'bundle.js'), 'runtime', withoutPictures);
  const image = join(root, 'dist', 'image');
  const withDecoders = [replaced(/util\/package-file\.js$/, decoderFiles())];
  await bundle(join(image, 'page-pictures.js'), join(image, 'bundle.js'), PICTURES, withDecoders);
  await bundleBrowser(root, replaced(/util\/package-file\.js$/, decoderFiles()));
}

function escaped(mark) {
  return `\\x${mark.charCodeAt(0).toString(16).padStart(2, '0')}`;
}

/** The module whose path ends so has this text instead. */
function replaced(ending, text) {
  return { name: 'replaced', load: (path) => (ending.test(path) ? text : null) };
}

function picturesElsewhere() {
  return `const pictures = globalThis.${PICTURES};
    if (!pictures) throw new Error('This page was made without what reads pictures.');
    export const { decodePicture, readPictures, smallPicture } = pictures;`;
}

function decoderFiles() {
  const files = DECODERS.map((name) => [name, readFileSync(resolve(name), 'base64')]);
  return `const files = ${JSON.stringify(Object.fromEntries(files))};
    export const packageFile = (name) => Uint8Array.from(atob(files[name]), (byte) => byte.charCodeAt(0));`;
}

/** Bundles one script below the root, behind the notices of whose code is in it. */
function bundlerOf(root) {
  return async (input, file, name, plugins) => {
    const made = await rolldown({
      input,
      platform: 'browser',
      plugins,
      // A busy machine is no mistake.
      checks: { bundlerTimings: false },
      onLog(level, log, handle) {
        // OpenBLAS is looked for beside its module: never in a page.
        if (log.code !== 'EMPTY_IMPORT_META') handle(level === 'warn' ? 'error' : level, log);
      },
    });
    const options = { format: 'iife', name, minify: true, codeSplitting: false };
    const { output } = await made.generate(options);
    await made.close();
    const names = notePackages(relative(root, file).split(sep).join('/'), output);
    const code = `${noticeComment(root, names)}${output[0].code}`;
    writeFileSync(file, code.replace(CONTROLS, escaped));
  };
}
