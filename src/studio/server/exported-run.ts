import type { PageExport } from '../../browser/calls.js';
import { exportOnnx } from '../../export-onnx.js';
import { exportPage } from '../../export-page.js';
import { exportPython } from '../../export-python.js';
import { exportTypeScript } from '../../export-typescript.js';

/** Forms of models, and how their files end. */
export const ENDINGS: ReadonlyMap<string, string> = new Map([
  ['html', 'html'],
  ['python', 'py'],
  ['ts', 'ts'],
  ['onnx', 'onnx'],
] satisfies readonly (readonly [PageExport, string])[]);

/** The model of a run in another form. */
export async function exportedRun(
  run: string,
  form: PageExport,
): Promise<string | Uint8Array<ArrayBuffer>> {
  if (form === 'html') return exportPage(run);
  if (form === 'python') return exportPython(run);
  if (form === 'ts') return (await exportTypeScript(run)).text;
  return new Uint8Array((await exportOnnx(run)).bytes);
}
