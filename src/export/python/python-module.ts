import type { PredictorState } from '../../predictor/predictor-state.js';
import { saveState } from '../../predictor/save-state.js';
import { featureColumns } from '../../schema/schema.js';
import { base64 } from '../../util/base64.js';
import { refusePictures } from '../refuse-pictures.js';
import { characterRuns } from './character-runs.js';
import { joinRuntime, type PythonFiles } from './join-runtime.js';
import { pythonHeader } from './python-header.js';
import { pythonList, pythonString } from './python-text.js';

/** What a module is made of. */
export interface PythonParts {
  readonly state: PredictorState;
  readonly runtime: PythonFiles;
  /** Tables that cells are read by: plain data that JSON holds. */
  readonly reading: object;
}

/** The file of the runtime that the others are needed by. */
const MAIN = 'predict';
const LINE = 120;

/** A predictor as one file of Python that needs numpy only. */
export async function pythonModule({ state, runtime, reading }: PythonParts): Promise<string> {
  refusePictures(state, 'Python');
  const { imports, code } = joinRuntime(runtime, MAIN);
  const columns = featureColumns(state.schema).map(({ name }) => name);
  // What is told of the training rows is not needed to predict.
  const bytes = await saveState({
    ...state,
    leaderboard: [],
    spreads: undefined,
    copies: undefined,
    trained: undefined,
    uncertainty: undefined,
  });
  const hasTexts = state.preprocessors.some((own) =>
    own.columns.some(({ kind }) => kind === 'text'),
  );
  return [
    `"""${pythonHeader(state, columns)}"""\n`,
    imports,
    `COLUMNS = ${pythonList(columns)}`,
    `CLASSES = ${pythonList(state.schema.task.classes)}`,
    `QUANTILES = ${JSON.stringify(state.schema.task.quantiles ?? [])}`,
    '',
    '# Tables that cells are read by, and runs of characters that are alike, as JSON.',
    `READING = ${jsonString(reading)}`,
    `CHARACTER_RUNS = ${jsonString(hasTexts ? characterRuns() : [[0, 0]])}`,
    '\n',
    code,
    '\n# The model file, in base64.',
    `MODEL = """\n${wrapped(base64(bytes))}"""`,
    '\n',
    'if __name__ == "__main__":\n    sys.exit(main(sys.argv[1:]))\n',
  ].join('\n');
}

/** JSON in ASCII, as pairs of code units are no characters of Python's. */
function jsonString(data: object): string {
  const ascii = JSON.stringify(data).replace(
    /[^\0-\x7f]/g,
    (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
  return pythonString(ascii);
}

function wrapped(text: string): string {
  const lines: string[] = [];
  for (let from = 0; from < text.length; from += LINE) lines.push(text.slice(from, from + LINE));
  return lines.map((line) => `${line}\n`).join('');
}
