import { predictsOf } from '../explain/answers.js';
import type { Asked } from '../explain/contributions.js';
import { explainRows } from '../explain/explained-rows.js';
import { openedOnce } from '../explain/opened-once.js';
import { createWatch } from '../explain/watch.js';
import { copiesNote, MODELS_ALONE } from '../predictor/copies.js';
import { openMembers } from '../predictor/open-members.js';
import type { PredictorState } from '../predictor/predictor-state.js';
import { drawnRows } from '../report/page/drawn-rows.js';
import { formTable } from '../report/page/form-table.js';
import type { Table } from '../table/table.js';

/** Rows that answers are compared with. */
const BACKGROUND = 40;

/** Gives JSON for each row of a table: what each column adds to the mean answer over the background. */
export type ExplainTable = (table: Table) => Promise<readonly string[]>;

/** Answers are compared with rows that the run kept; where it kept none, with rows that are drawn column by column. */
export function tableExplainer(state: PredictorState, kept: Table | undefined): ExplainTable {
  const background = kept ?? formTable(state.schema, drawnRows(state, BACKGROUND, state.seed));
  const asked: Asked = {
    state,
    open: openedOnce((own) => {
      const members = openMembers(own);
      return async (table) => members(table);
    }),
    allocate: (bytes) => new ArrayBuffer(bytes),
    watch: createWatch(),
  };
  const predicts = predictsOf(state.schema.task, 'log-odds');
  return async (table) => {
    const places = Array.from({ length: table.rows }, (_, row) => row + 1);
    const like = { table: background, places: [], isSame: false };
    const compared = { background, like };
    const rows = await explainRows(asked, table, places, compared, predicts, undefined, state.seed);
    return rows.map(({ isCopy, isSampled, outputs }) => {
      const told = outputs.map(({ class: name, answer, base, contributions }) => ({
        ...(name !== null && { class: name }),
        answer,
        base,
        contributions: contributions.map(({ columns, contribution, standardError }) => ({
          column: columns.join(', '),
          contribution,
          ...(isSampled && { standardError }),
        })),
      }));
      const [note] = copiesNote(Number(isCopy), MODELS_ALONE);
      return JSON.stringify({ predicts, ...(note && { note }), outputs: told });
    });
  };
}
