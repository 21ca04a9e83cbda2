import { keepingRows } from '../../models/keeps-rows.js';
import type { PredictorState } from '../../predictor/predictor-state.js';
import { countOf } from '../../util/count-of.js';
import { isOfNumbers } from '../../util/task-kind.js';
import { VERSION } from '../../util/version.js';
import { pythonDocText } from './python-text.js';

/** What the file says of itself, as the text of a docstring. */
export function pythonHeader(
  { schema, members, rows, versions, copies, uncertainty }: PredictorState,
  columns: readonly string[],
): string {
  const { task, label } = schema;
  const isNumber = isOfNumbers(task);
  const answers = isNumber ? numbersText(task.quantiles) : `one of ${task.classes.length} classes`;
  const holdsRows = keepingRows(members.map(({ family }) => family));
  const lines = [
    `Predicts "${pythonDocText(label)}": ${answers}.`,
    '',
    pythonDocText(
      `A ${task.kind} model, fitted to ${countOf(rows, 'row')} by autofit ${versions.autofit ?? VERSION}, written by autofit ${VERSION}.`,
    ),
    holdsRows
      ? `One of its members, ${holdsRows}, holds rows that it was fitted to, as scaled numbers.`
      : 'It holds no row that it was fitted to, but levels of its columns and terms of its texts.',
    ...(copies
      ? [
          'Copies of training rows are answered by the models alone: autofit answers them by the labels of those as well.',
        ]
      : []),
    ...(uncertainty
      ? [
          'Its intervals, or sets of classes, are left out: autofit and its TypeScript module tell them.',
        ]
      : []),
    'It needs Python 3.9 or later and numpy 1.22 or later, nothing else.',
    'Its program is part of autofit, under the Apache License 2.0: https://www.apache.org/licenses/LICENSE-2.0',
    '',
    'In a program, with raw cells as they stand in files:',
    '',
    '    from model import predict',
    '    predict([{"column": "cell", ...}, ...])   # or a dict of columns, a DataFrame, the path of a CSV',
    ...(task.quantiles
      ? [
          '    predict_quantiles(rows)                   # (rows, quantiles), in the order of QUANTILES',
        ]
      : []),
    ...(isNumber
      ? []
      : [
          '    predict_proba(rows)                       # (rows, classes), in the order of CLASSES',
        ]),
    '',
    'On the command line:',
    '',
    `    python model.py new.csv${isNumber ? '' : ' [--proba]'} > predictions.csv`,
    '',
    'Columns:',
    '',
    ...columns.map((name) => `    ${pythonDocText(name)}`),
  ];
  return `${lines.join('\n')}\n`;
}

function numbersText(quantiles: readonly number[] | undefined): string {
  return quantiles ? `its quantiles ${quantiles.join(', ')}` : 'numbers';
}
