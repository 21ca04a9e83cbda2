import { keepingRows } from '../../models/keeps-rows.js';
import type { PredictorState } from '../../predictor/predictor-state.js';
import { saveState } from '../../predictor/save-state.js';
import { featureColumns } from '../../schema/schema.js';
import { base64 } from '../../util/base64.js';
import { countOf } from '../../util/count-of.js';
import { isOfNumbers } from '../../util/task-kind.js';
import { refusePictures } from '../refuse-pictures.js';
import { commentSafe, rowFields, unionOf } from './row-type.js';
import { type SureOffer, sureOffer } from './sure-offer.js';

/** Where the weights of a module are: in its text, or in a file beside it. */
export type ModuleWeights = 'inlined' | 'beside';

/** A module, and the file beside it where that has the weights. */
export interface TypeScriptModule {
  readonly text: string;
  readonly weights: Uint8Array<ArrayBuffer> | undefined;
}

/**
 * One TypeScript module that answers rows of its interface `Row`, and imports nothing. `runtime` is the bundled program that
 * reads cells and asks the models: the same as in this package.
 */
export async function typescriptModule(
  state: PredictorState,
  runtime: string,
  weights: ModuleWeights,
): Promise<TypeScriptModule> {
  refusePictures(state, 'TypeScript');
  const bytes = await saveState(withoutTold(state));
  const sure = sureOffer(state);
  const offers = weights === 'inlined' ? inlined(base64(bytes), sure) : beside(sure);
  const text = [
    head(state),
    types(state),
    ...(sure ? [sure.type] : []),
    RUNTIME_TYPE,
    `const runtime = (() => {\n${runtime}\nreturn runtime;\n})() as unknown as Runtime;`,
    offers,
  ].join('\n');
  return { text, weights: weights === 'beside' ? bytes : undefined };
}

/** Without what no answer hangs on. */
function withoutTold({
  spreads: _told,
  trained: _trained,
  ...state
}: PredictorState): PredictorState {
  return { ...state, leaderboard: [] };
}

function head({ schema, rows, members, versions }: PredictorState): string {
  const holdsRows = keepingRows(members.map(({ family }) => family));
  const says = [
    `Predicts ${JSON.stringify(schema.label)} (${schema.task.kind}); fitted to ${countOf(rows, 'row')} by autofit ${versions.autofit ?? ''}.`,
    holdsRows
      ? `A member of the model, ${holdsRows}, keeps rows that it was fitted to, as numbers.`
      : 'It holds no row of the training data, but ranges and levels of its columns.',
    'It imports nothing: cells are read, and models asked, by the program below.',
  ];
  return `// @ts-nocheck: the program in the middle is bundled JavaScript; what is exported is typed.
/* eslint-disable */
/* biome-ignore-all lint: generated */
/**
${says.map((line) => ` * ${commentSafe(line)}`).join('\n')}
 */
`;
}

function types(state: PredictorState): string {
  const { classes, quantiles } = state.schema.task;
  const isNumber = isOfNumbers(state.schema.task);
  const names = featureColumns(state.schema).map(({ name }) => name);
  return `/** Any other text; keeps the listed ones in what editors offer. */
type Text = string & {};

/** One row; null is a missing cell. */
export interface Row {
${rowFields(state).join('\n')}
}

/** What is predicted. */
export type Prediction = ${isNumber ? 'number' : unionOf(classes)};
/** The probability of each class; none of a number. */
export type Probabilities = ${isNumber ? 'never' : `Readonly<Record<${unionOf(classes)}, number>>`};

/** Answers of many rows. */
export interface Predictions {
  readonly values: readonly Prediction[];
  /** One a row; undefined where a number is predicted. */
  readonly probabilities: readonly Probabilities[] | undefined;
${quantiles ? QUANTILES_FIELD : ''}  /** What was noticed of the rows, such as cells that could not be read. */
  readonly notes: readonly string[];
}

/** The columns of a row. */
export const columns: readonly (keyof Row)[] = ${JSON.stringify(names)};
/** The classes, in the order of their probabilities; none of a number. */
export const classes: readonly ${isNumber ? 'never' : 'Prediction'}[] = ${JSON.stringify(classes)};
`;
}

const QUANTILES_FIELD = `  /** Of each row in the order of \`quantiles\`, so that none is less than the one before it. */
  readonly quantiles: readonly (readonly number[])[];
`;

const RUNTIME_TYPE = `type Answer = (rows: readonly Row[], coverage?: number) => Predictions & { readonly sure?: readonly unknown[] };
interface Runtime {
  openText(base64: string): Answer;
  openBytes(bytes: Uint8Array): Promise<Answer>;
}
`;

/** What a module offers, given \`answer\`. */
function offered(indent: string, start: string, sure: SureOffer | undefined): string {
  const more = sure ? `\n${sure.comment}\n${start}${sure.body}` : '';
  return `/** Answers one row. Throws where a column is absent. */
${start}predict(row: Row): Prediction {
  return answer([row]).values[0] as Prediction;
}
/** The probability of each class of one row. Throws where a number is predicted. */
${start}predictProba(row: Row): Probabilities {
  const [first] = answer([row]).probabilities ?? [];
  if (first === undefined) throw new TypeError('A number is predicted, which has no probabilities: use predict.');
  return first;
}
/** Answers many rows at once. From 20 rows on, a column of which more than half cannot be read is an error. */
${start}predictRows(rows: readonly Row[]): Predictions {
  return answer(rows);
}${more}`.replace(/^/gm, indent);
}

function inlined(text: string, sure: SureOffer | undefined): string {
  return `
let model: Answer | undefined;
/** The model is opened for the first row. */
const answer: Answer = (rows, coverage) => {
  model ??= runtime.openText('${text}');
  return model(rows, coverage);
};
${offered('', 'export function ', sure)}
`;
}

function beside(sure: SureOffer | undefined): string {
  return `
/** Answers rows. */
export interface Model {
  predict(row: Row): Prediction;
  predictProba(row: Row): Probabilities;
  predictRows(rows: readonly Row[]): Predictions;${sure ? `\n  ${sure.signature};` : ''}
}

/** The model in the bytes of the file beside this one. Throws where they were changed. */
export async function load(bytes: Uint8Array): Promise<Model> {
  const answer = await runtime.openBytes(bytes);
${offered('  ', 'function ', sure)}
  return { predict, predictProba, predictRows${sure ? `, ${sure.name}` : ''} };
}
`;
}
