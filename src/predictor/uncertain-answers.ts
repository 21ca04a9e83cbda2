import {
  type OpenUncertainty,
  openUncertainty,
  type Uncertain,
} from '../conformal/open-uncertainty.js';
import type { Uncertainty } from '../conformal/uncertainty.js';
import type { Table } from '../table/table.js';
import { checkPlainOptions } from '../util/check-arguments.js';
import { AutofitError } from '../util/errors.js';
import { shown } from '../util/shown.js';
import { answerValues } from './answer-values.js';
import { answered, judgedTask } from './combined.js';
import type { PredictorState } from './predictor-state.js';
import { READING_KINDS } from './reading-kinds.js';
import type { PredictOptions } from './table-reader.js';

/** How data is read whose answers come with how sure they are. */
export interface CoverageOptions extends PredictOptions {
  /** The share of rows like those of training whose label is to be covered, in (0, 1). @default that of `fit` */
  readonly coverage?: number | undefined;
}

/** A number, and the interval that covers the true one; its ends are infinite where too few rows were judged to say. */
export interface PredictedInterval {
  readonly value: number;
  readonly low: number;
  readonly high: number;
}

/** A class, and the set that the true one is in: class names, the most probable first. */
export interface PredictedSet {
  readonly value: string;
  readonly set: readonly string[];
}

/** Reads data and asks the members of it. */
export type AnswerTable<Data> = (
  data: Data,
  options: PredictOptions,
) => Promise<{ readonly table: Table; readonly perMember: readonly Float64Array[] }>;

/** Answers that come with how sure they are. */
export function uncertainAnswers<Data>(state: PredictorState, answer: AnswerTable<Data>) {
  const uncertainOf = openUncertain(state);
  const ask = async (kind: Uncertain['kind'], data: Data, given: CoverageOptions | number = {}) => {
    checkUncertain(state, kind);
    const { coverage, ...options } = coverageOptions(given);
    const { table, perMember } = await answer(data, options);
    const predicted = answered(state, perMember, table);
    const values = answerValues(state, predicted, table.rows);
    return { values, uncertain: uncertainOf(table, predicted, coverage) };
  };
  return {
    async predictInterval(data: Data, options?: CoverageOptions) {
      const { values, uncertain } = await ask('intervals', data, options);
      return intervalsIn(values, uncertain);
    },
    async predictSet(data: Data, options?: CoverageOptions) {
      const { values, uncertain } = await ask('sets', data, options);
      return setsIn(state, values, uncertain);
    },
  };
}

/** A number says nothing, as Array.map passes it along. Throws an AutofitError for what is no option: the whole predictor answers. */
function coverageOptions(given: CoverageOptions | number): CoverageOptions {
  if (typeof given === 'number') return {};
  checkPlainOptions(given, READING_KINDS, ['coverage']);
  checkCoverage('coverage', given.coverage);
  return given;
}

/** Opened when it is first asked. Throws an AutofitError where the predictor does not know how sure it is. */
export function openUncertain(state: PredictorState): OpenUncertainty {
  let opened: OpenUncertainty | undefined;
  return (...asked) => {
    opened ??= openUncertainty(knownOf(state), judgedTask(state));
    return opened(...asked);
  };
}

export function intervalsIn(
  values: readonly (number | string)[],
  uncertain: Uncertain,
): readonly PredictedInterval[] {
  if (uncertain.kind !== 'intervals') throw new Error('classes have no intervals');
  const { low, high } = uncertain;
  return values.map((value, row) => ({
    value: Number(value),
    low: low[row] ?? Number.NaN,
    high: high[row] ?? Number.NaN,
  }));
}

export function setsIn(
  { schema }: PredictorState,
  values: readonly (number | string)[],
  uncertain: Uncertain,
): readonly PredictedSet[] {
  if (uncertain.kind !== 'sets') throw new Error('numbers have no sets');
  const { classes } = schema.task;
  return values.map((value, row) => ({
    value: String(value),
    set: Array.from(uncertain.sets[row] ?? [], (code) => classes[code] ?? ''),
  }));
}

/** Throws an AutofitError where the predictor cannot say that of its answers. */
export function checkUncertain(state: PredictorState, kind: Uncertain['kind']): void {
  if (knownOf(state).kind === kind) return;
  const isOfNumbers = kind === 'intervals';
  throw new AutofitError(
    'NO_INTERVALS',
    isOfNumbers ? 'Classes have no intervals.' : 'Numbers have no prediction sets.',
    { hint: `Use ${isOfNumbers ? 'predictSet' : 'predictInterval'} instead.` },
  );
}

/** Callers without types may give anything. Throws an AutofitError that names the option. */
export function checkCoverage(name: string, given: unknown): void {
  if (given === undefined || (typeof given === 'number' && given > 0 && given < 1)) return;
  throw new AutofitError('BAD_OPTION', `\`${name}\` cannot be ${shown(given)}.`, {
    hint: 'It takes the share of rows to be covered, between 0 and 1, such as 0.9.',
  });
}

function knownOf({ uncertainty }: PredictorState): Uncertainty {
  if (uncertainty) return uncertainty;
  throw new AutofitError('NO_INTERVALS', 'This model does not know how sure it is.', {
    hint: 'Fit it again with `intervals: 0.9`.',
  });
}
