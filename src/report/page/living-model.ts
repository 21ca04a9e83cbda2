import { answeredClasses, predictsOf } from '../../explain/answers.js';
import { type Asked, type Contributions, contributions } from '../../explain/contributions.js';
import { openedOnce } from '../../explain/opened-once.js';
import { playersOf } from '../../explain/players.js';
import { createWatch, type Watch } from '../../explain/watch.js';
import { predictedClass } from '../../metrics/predicted-class.js';
import { answered, judgedTask } from '../../predictor/combined.js';
import { copiedRows } from '../../predictor/copies.js';
import type { MemberPredictions } from '../../predictor/open-members.js';
import { type OpenMembers, openMembers } from '../../predictor/open-members.js';
import type { PredictorState } from '../../predictor/predictor-state.js';
import { middlePlace, quantileRows } from '../../predictor/quantile-answers.js';
import { openUncertain } from '../../predictor/uncertain-answers.js';
import type { Task } from '../../schema/schema.js';
import type { Table } from '../../table/table.js';
import { drawnRows } from './drawn-rows.js';
import { type FormField, formFields } from './form-field.js';
import { type FormRow, formRow, formTable } from './form-table.js';

/** A predictor that answers the rows of a form. */
export interface LivingModel {
  readonly label: string;
  readonly task: Task;
  readonly fields: readonly FormField[];
  /** The label's 1 % and 99 % quantiles where it is a number and they are known. */
  readonly labelRange: readonly [number, number] | undefined;
  /** Rows that answers are compared with. */
  readonly background: readonly FormRow[];
  /** Whether they are training rows; else they are drawn column by column. */
  readonly hasRows: boolean;
  answer(rows: readonly FormRow[]): readonly Answer[];
  /** Throws Stopped behind an abort. */
  explain(row: FormRow, signal: AbortSignal): Promise<ExplainedAnswer>;
}

export interface Answer {
  /** The number, of quantiles the one nearest to the median; NaN for classes. */
  readonly value: number;
  /** In the order of the task's classes. */
  readonly chances: readonly number[];
  /** The place of the class that is decided for; −1 for a number, or where there is no answer. */
  readonly decided: number;
  /** How sure that is, where the predictor knows. */
  readonly sure?: SureAnswer | undefined;
  /** An answer for each quantile of the task. */
  readonly quantiles?: readonly number[];
}

/** The ends of an interval, or the places of the classes in a set, that cover so large a share of rows. */
export interface SureAnswer {
  readonly coverage: number;
  readonly ends?: readonly [low: number, high: number];
  readonly classes?: readonly number[];
}

/** What each column adds to the mean answer over the background: of a number, or of log-odds. */
export interface ExplainedAnswer {
  /** The class that is explained; null for a number. */
  readonly class: string | null;
  readonly base: number;
  readonly answer: number;
  readonly isSampled: boolean;
  /** Whether the row is a copy of training rows, answered by their labels as well: shares are of the models alone. */
  readonly isCopy: boolean;
  readonly columns: readonly ColumnShare[];
}

export interface ColumnShare {
  readonly name: string;
  readonly share: number;
  readonly standardError: number;
}

/** Rows of a background that is drawn. */
const DRAWN = 40;
/** Rows times models that an explanation in a page asks for. */
const MOST_WORK = 30_000;
/** Rows that are answered between two turns of the event loop. */
const ROWS_A_TURN = 256;

/** Opens a predictor; `background` are rows that it is compared with, else they are drawn. */
export function openLivingModel(state: PredictorState, background?: Table): LivingModel {
  const { schema } = state;
  const open = openedOnce(openMembers);
  const rows = background
    ? Array.from({ length: background.rows }, (_, row) => formRow(schema, background, row))
    : drawnRows(state, DRAWN, state.seed);
  const compared = background ?? formTable(schema, rows);
  const sureOf = sureAnswers(state);
  const answer = (asked: readonly FormRow[]) => answersOf(state, open(state), asked, sureOf);
  return {
    label: schema.label,
    task: schema.task,
    fields: formFields(state),
    labelRange: labelRange(state),
    background: rows,
    hasRows: background !== undefined,
    answer,
    async explain(row, signal) {
      const table = formTable(schema, [row]);
      const watch = createWatch(signal);
      const asked: Asked = {
        state,
        open: (own) => inTurns(open(own), watch),
        allocate: (bytes) => new ArrayBuffer(bytes),
        watch,
        mostWork: MOST_WORK,
      };
      const players = playersOf(table, state.preprocessors);
      const predicts = predictsOf(schema.task, 'log-odds');
      const shares = await contributions(asked, players, table, compared, predicts, state.seed);
      const [first] = answer([row]);
      const isCopy = state.copies !== undefined && copiedRows(state.copies, table).size > 0;
      const told = explained(
        schema.task,
        players.columns.map((own) => own.join(', ')),
        shares,
        first,
      );
      return { ...told, isCopy };
    },
  };
}

/** The page stays alive in between. */
function inTurns(members: OpenMembers, watch: Watch): MemberPredictions {
  return async (table) => {
    const parts: (readonly Float64Array[])[] = [];
    for (let from = 0; from < table.rows; from += ROWS_A_TURN) {
      parts.push(members(table, { from, to: Math.min(table.rows, from + ROWS_A_TURN) }));
      await watch.turn();
    }
    const [first = []] = parts;
    return first.map((_, member) =>
      Float64Array.from(parts.flatMap((part) => [...(part[member] ?? [])])),
    );
  };
}

function answersOf(
  state: PredictorState,
  members: OpenMembers,
  rows: readonly FormRow[],
  sureOf: ReturnType<typeof sureAnswers>,
): readonly Answer[] {
  const task = judgedTask(state);
  const table = formTable(state.schema, rows);
  const values = answered(state, members(table), table);
  const { quantiles } = state.schema.task;
  if (quantiles) return answeredQuantiles(values, quantiles);
  const sureAt = sureOf(table, values);
  if (task.classes === 0) {
    return Array.from(values, (value, row) => ({
      value,
      chances: [],
      decided: -1,
      sure: sureAt(row),
    }));
  }
  return rows.map((_, row) => ({
    value: Number.NaN,
    chances: [...values.subarray(row * task.classes, (row + 1) * task.classes)],
    decided: predictedClass(values, row, task) ?? -1,
    sure: sureAt(row),
  }));
}

function answeredQuantiles(values: Float64Array, quantiles: readonly number[]): readonly Answer[] {
  const middle = middlePlace(quantiles);
  return quantileRows(values, quantiles).map((own) => {
    return { value: own[middle] ?? Number.NaN, chances: [], decided: -1, quantiles: own };
  });
}

/** How sure the answers of a table's rows are, at the coverage that was asked for. */
function sureAnswers(state: PredictorState) {
  const uncertainOf = openUncertain(state);
  return (table: Table, values: Float64Array): ((row: number) => SureAnswer | undefined) => {
    if (!state.uncertainty) return () => undefined;
    const uncertain = uncertainOf(table, values);
    const { coverage } = uncertain;
    if (uncertain.kind === 'sets') {
      return (row) => ({ coverage, classes: [...(uncertain.sets[row] ?? [])] });
    }
    const { low, high } = uncertain;
    return (row) => ({ coverage, ends: [low[row] ?? Number.NaN, high[row] ?? Number.NaN] });
  };
}

/** Of several classes, that of the one that is decided for. */
function explained(
  task: Task,
  names: readonly string[],
  { base, answers, values, standardErrors, isSampled }: Contributions,
  first: Answer | undefined,
): Omit<ExplainedAnswer, 'isCopy'> {
  const classes = answeredClasses(task);
  const output = classes.length > 1 ? Math.max(0, first?.decided ?? 0) : 0;
  const columns = names.map((name, player) => {
    const at = player * classes.length + output;
    return { name, share: values[at] ?? 0, standardError: standardErrors[at] ?? 0 };
  });
  return {
    class: classes[output] ?? null,
    base: base[output] ?? Number.NaN,
    answer: answers[output] ?? Number.NaN,
    isSampled,
    columns: columns.sort((a, b) => Math.abs(b.share) - Math.abs(a.share)),
  };
}

function labelRange({ schema, spreads }: PredictorState): LivingModel['labelRange'] {
  const spread = spreads?.find(({ name }) => name === schema.label);
  if (spread?.kind !== 'numbers' || spread.quantiles.length === 0) return undefined;
  return [spread.quantiles[1] ?? 0, spread.quantiles.at(-2) ?? 0];
}
