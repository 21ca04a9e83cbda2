import { decodeState, loadState } from '../../predictor/load-state.js';
import { openMembers } from '../../predictor/open-members.js';
import { type Predictions, predictionsOf } from '../../predictor/predictions.js';
import type { PredictorState } from '../../predictor/predictor-state.js';
import { parseAsTrained } from '../../predictor/table-reader.js';
import { columnsWithComma } from '../../schema/columns-with-comma.js';
import { objectPoints } from '../../schema/object-points.js';
import { readRowsAtOnce } from '../../table/read-rows.js';

/** Answers rows at once: what an exported module runs. */
export type AnswerRows = (rows: readonly object[]) => Omit<Predictions, 'matrix'>;

/** Of a model file that stands in code, in base64. */
export function openText(base64: string): AnswerRows {
  return answerRows(decodeState(Uint8Array.from(atob(base64), (byte) => byte.charCodeAt(0))));
}

/** Of a model file that lies beside the code. Throws an AutofitError where it was changed. */
export async function openBytes(bytes: Uint8Array): Promise<AnswerRows> {
  return answerRows(await loadState(bytes));
}

function answerRows(state: PredictorState): AnswerRows {
  const members = openMembers(state);
  const commaColumns = columnsWithComma(state.schema);
  return (rows) => {
    const read = { ...readRowsAtOnce(rows, 'the data', { commaColumns }), isInMemory: true };
    const { table, notes } = parseAsTrained(objectPoints(read, state.schema), state.schema, {
      allocate: (bytes) => new ArrayBuffer(bytes),
      label: 'ignored',
    });
    const { matrix: _, ...answered } = predictionsOf(state, table, members(table), notes);
    return answered;
  };
}
