import type { OnnxInput, OnnxInputs } from './export/onnx/onnx-inputs.js';
import type { OnnxExport } from './export/onnx/onnx-model.js';
import { readState } from './run/predictor-file.js';
import type { DataSource } from './table/data-source.js';
import { checkText, refuseMore } from './util/check-arguments.js';

/**
 * A model as an ONNX file that takes columns and gives predictions, with notes on what has to be prepared outside of it.
 * Throws an AutofitError where there is no model, or one that ONNX cannot say.
 */
export async function exportOnnx(model: string): Promise<OnnxExport>;
export async function exportOnnx(model: string, ...more: unknown[]): Promise<OnnxExport> {
  checkText('exportOnnx', model, 'the path of a model file or a run folder');
  refuseMore('exportOnnx', more);
  const { onnxModel } = await import('./export/onnx/onnx-model.js');
  return onnxModel(await readState(model));
}

/**
 * What the exported model is fed for these rows, by the name of the input: numbers read, texts and lists made into features.
 * The notes say what could not be read, which is fed as missing.
 */
export async function onnxInputs(model: string, data: DataSource): Promise<OnnxInputs>;
export async function onnxInputs(
  model: string,
  data: DataSource,
  ...more: unknown[]
): Promise<OnnxInputs> {
  checkText('onnxInputs', model, 'the path of a model file or a run folder');
  refuseMore('onnxInputs', more);
  const state = await readState(model);
  const { onnxInputs: inputsOf } = await import('./export/onnx/onnx-inputs.js');
  const { fileReading } = await import('./run/file-reading.js');
  const { tableReader } = await import('./predictor/table-reader.js');
  const read = tableReader(state, fileReading(state.schema), (bytes) => new ArrayBuffer(bytes));
  const { table, notes } = (await read(data, undefined)).parse('ignored');
  return { inputs: inputsOf(state, table), notes };
}

export type { OnnxExport, OnnxInput, OnnxInputs };
