import { answered } from '../../predictor/combined.js';
import { decodeState, loadState } from '../../predictor/load-state.js';
import { openMembers } from '../../predictor/open-members.js';
import { type Predictions, predictionsOf } from '../../predictor/predictions.js';
import type { PredictorState } from '../../predictor/predictor-state.js';
import { parseAsTrained } from '../../predictor/table-reader.js';
import {
  checkCoverage,
  intervalsIn,
  openUncertain,
  type PredictedInterval,
  type PredictedSet,
  setsIn,
} from '../../predictor/uncertain-answers.js';
import { columnsWithComma } from '../../schema/columns-with-comma.js';
import { objectPoints } from '../../schema/object-points.js';
import { readRowsAtOnce } from '../../table/read-rows.js';

/** Answers rows at once: what an exported module runs. Told a coverage, it says how sure the answers are. */
export type AnswerRows = (rows: readonly object[], coverage?: number) => ModuleAnswers;

interface ModuleAnswers extends Omit<Predictions, 'matrix'> {
  readonly sure?: readonly (PredictedInterval | PredictedSet)[];
}

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
  const uncertainOf = openUncertain(state);
  const commaColumns = columnsWithComma(state.schema);
  return (rows, coverage) => {
    const read = { ...readRowsAtOnce(rows, 'the data', { commaColumns }), isInMemory: true };
    const { table, notes } = parseAsTrained(objectPoints(read, state.schema), state.schema, {
      allocate: (bytes) => new ArrayBuffer(bytes),
      label: 'ignored',
    });
    const perMember = members(table);
    const { matrix: _, ...told } = predictionsOf(state, table, perMember, notes);
    if (coverage === undefined) return told;
    checkCoverage('coverage', coverage);
    const uncertain = uncertainOf(table, answered(state, perMember, table), coverage);
    const { values } = told;
    const isOfNumbers = uncertain.kind === 'intervals';
    const sure = isOfNumbers ? intervalsIn(values, uncertain) : setsIn(state, values, uncertain);
    return { ...told, sure };
  };
}
