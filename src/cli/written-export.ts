import { basename } from 'node:path';
import { formatBytes } from '../util/format-bytes.js';
import { plainText } from '../util/plain-text.js';
import { shellQuoted } from './shell-quoted.js';

/** A file that was written, and one beside it. */
export interface WrittenExport {
  readonly path: string;
  readonly bytes: number;
  readonly beside?: { readonly path: string; readonly bytes: number } | undefined;
}

/** How a file of each form is used. */
const USES: Readonly<Record<string, (written: WrittenExport) => string>> = {
  html: () => 'open it in a browser',
  ts: useModule,
  python: usePython,
  onnx: ({ path }) => `onnxruntime.InferenceSession(${JSON.stringify(path)}), or any ONNX runtime`,
  oof: () => 'a line a judged row, with its true label and what each model said',
  optuna: ({ path }) => `optuna-dashboard ${shellQuoted(path)}`,
};

/** What was written, how large it is and how it is used, on one line. */
export function writtenText(format: string, written: WrittenExport): string {
  const files = [written, ...(written.beside ? [written.beside] : [])];
  const named = files.map(({ path, bytes }) => `${plainText(path)} (${formatBytes(bytes)})`);
  const use = USES[format]?.(written);
  return `wrote ${named.join(' and ')}${use === undefined ? '' : `: ${plainText(use)}`}`;
}

function useModule({ path, beside }: WrittenExport): string {
  const from = JSON.stringify(`./${basename(path).replace(/\.([mc]?)ts$/, '.$1js')}`);
  return beside
    ? `import { load } from ${from}, which takes the bytes of ${basename(beside.path)}`
    : `import { predict } from ${from}`;
}

/** A program imports it where its name is one of Python's. */
function usePython({ path }: WrittenExport): string {
  const [, module] = /^([A-Za-z_]\w*)\.py$/.exec(basename(path)) ?? [];
  const imported = module === undefined ? '' : `, or from ${module} import predict`;
  return `python ${shellQuoted(path)} new.csv${imported}`;
}
