import type { ColumnValues } from '../table/read-rows.js';
import type { Table } from '../table/table.js';
import { AutofitError } from '../util/errors.js';
import { type AnswerOptions, answerOptions } from './answer-options.js';
import { refuseThreshold } from './model-choice.js';
import type { OpenModels } from './open-models.js';
import { type Predictions, predictionsOf } from './predictions.js';
import type { PredictorState } from './predictor-state.js';
import type { PredictOptions, ReadRows } from './table-reader.js';

/** What the members of the model that was asked for said of a table. */
interface Answers {
  readonly state: PredictorState;
  readonly table: Table;
  readonly perMember: readonly Float64Array[];
  readonly notes: readonly string[];
}

/** How data are answered by the model that the options name. */
export function answering<Source>(
  reader: (data: Source | ColumnValues, options: PredictOptions) => Promise<ReadRows>,
  models: OpenModels,
) {
  const answers = async (
    data: Source | ColumnValues,
    label: 'required' | 'ignored',
    options: AnswerOptions | number | undefined,
  ): Promise<Answers> => {
    const { choice, reading } = answerOptions(options);
    // A name that there is not is told before anything is read.
    const { state, membersOf } = models(choice);
    const { table, notes } = (await reader(data, reading)).parse(label);
    return { state, table, notes, perMember: await membersOf(table, reading.onProgress) };
  };
  const predictions = async (
    data: Source | ColumnValues,
    options?: AnswerOptions | number,
  ): Promise<Predictions> => {
    const { state, table, perMember, notes } = await answers(data, 'ignored', options);
    return predictionsOf(state, table, perMember, notes);
  };
  const chances = async (data: Source | ColumnValues, options?: AnswerOptions | number) => {
    refuseThreshold(answerOptions(options).choice);
    const { probabilities, matrix } = await predictions(data, options);
    if (!probabilities || !matrix) throw noProbabilities();
    return { probabilities, matrix };
  };
  return { answers, predictions, chances };
}

function noProbabilities(): AutofitError {
  return new AutofitError('NO_CLASSES', 'A regression predictor has no class probabilities.', {
    hint: 'Use predict instead.',
  });
}
