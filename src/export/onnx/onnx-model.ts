import type { PredictorState } from '../../predictor/predictor-state.js';
import { featureColumns } from '../../schema/schema.js';
import { VERSION } from '../../util/version.js';
import { refusePictures } from '../refuse-pictures.js';
import { addPreparedInputs, preparedInputs } from './columns/prepared-inputs.js';
import { addSourceInputs, sourceInputs } from './columns/source-inputs.js';
import { describeModel, type OnnxDescription } from './describe-model.js';
import { createGraph, type Graph } from './graph.js';
import { lowerEnsemble } from './lower-ensemble.js';
import { lowerOutputs } from './lower-outputs.js';
import { onnxFile } from './onnx-file.js';

/** An ONNX file, and what its user has to know. */
export interface OnnxExport {
  readonly bytes: Uint8Array;
  readonly notes: readonly string[];
}

/** The whole way from columns to predictions. Throws an AutofitError for what ONNX cannot say. */
export function onnxModel(state: PredictorState): OnnxExport {
  refusePictures(state, 'ONNX');
  const { schema } = state;
  const graph = createGraph(prefixFor(featureColumns(schema).map(({ name }) => name)));
  const made = preparedInputs(usedPreprocessors(state));
  const sources = addSourceInputs(graph, schema, made);
  const prepared = addPreparedInputs(graph, made);
  const rows = rowsOf(graph);
  const answers = lowerEnsemble(graph, state, { sources, prepared, rows });
  const outputs = lowerOutputs(graph, answers, state);
  const description: OnnxDescription = describeModel(
    state,
    sourceInputs(schema, made),
    made,
    outputs,
  );
  const bytes = onnxFile({
    graph,
    name: 'autofit',
    producerVersion: VERSION,
    metadata: description.metadata,
  });
  return { bytes, notes: description.notes };
}

/** What none of these names begins with. */
function prefixFor(names: readonly string[]): string {
  let prefix = '/';
  while (names.some((name) => name.startsWith(prefix))) prefix += '/';
  return prefix;
}

/** Those that some member reads. */
export function usedPreprocessors({ members, preprocessors }: PredictorState) {
  const used = new Set(members.flatMap(({ folds }) => folds.map((fold) => fold.preprocessor)));
  return preprocessors.filter((_, place) => used.has(place));
}

/** How many rows there are is told by the first input. */
function rowsOf(graph: Graph): string {
  const [first] = graph.inputs;
  if (!first) throw new Error('the graph has no input');
  return graph.add('Shape', [first.name], { start: { int: 0 }, end: { int: 1 } });
}
