import type { MemberPredictions } from '../predictor/open-members.js';
import type { PredictorState } from '../predictor/predictor-state.js';
import { concatTables } from '../table/concat-tables.js';
import type { Allocate, Table } from '../table/table.js';
import { greatestOf } from '../util/extremes.js';
import { type SplitMembers, splitMembers } from './additive-members.js';
import { type AdditiveValues, additiveShapley, type JoinedRows } from './additive-shapley.js';
import { answersOf, type Predicts } from './answers.js';
import { type Game, meanAnswer, type ShapleyValues } from './game.js';
import { mixedTable } from './mixed-table.js';
import type { Players } from './players.js';
import { exactAnswers, shapleyExact } from './shapley-exact.js';
import { samplingAnswers, shapleySampling } from './shapley-sampling.js';
import type { Watch } from './watch.js';

/** A predictor with what it takes to ask it. */
export interface Asked {
  readonly state: PredictorState;
  /** Predicts by the members of a state: the predictor's own, or some of them. */
  readonly open: (state: PredictorState) => MemberPredictions;
  readonly allocate: Allocate;
  readonly watch: Watch;
  /** Rows times models that contributions ask for at most, as far as they can do with less. @default 1,000,000 */
  readonly mostWork?: number | undefined;
}

/** How contributions are had: by closed forms alone, by all coalitions, or by orders that are drawn. */
export interface Contributions extends ShapleyValues {
  readonly isSampled: boolean;
}

/** Rows times models that are asked for at most, where the number of turns and all coalitions are in question. */
const MOST_WORK = 300_000;
/** Orders drawn for a row of the background. */
const LEAST_TURNS = 2;
const MOST_TURNS = 16;
/** More players have too many coalitions, however cheap. */
const MOST_EXACT = 12;
/** Of how far answers reach: by so much sums in single precision differ. Where it is more, something was cut off. */
const TOLERANCE = 1e-5;
/** Of the largest answer: by so much the same sum differs, of numbers in double precision and of classes in single. */
const [ROUNDING, ROUNDING_OF_CLASSES] = [1e-13, 3e-7];

/**
 * What each player has of the difference between a row's answer and the mean answer over the background: in closed form for members
 * that add up, of the others by all coalitions where they are few, else by sampling.
 */
export async function contributions(
  asked: Asked,
  players: Players,
  table: Table,
  background: Table,
  predicts: Predicts,
  seed: number,
): Promise<Contributions> {
  const joined = joinRows(table, background, asked.allocate);
  const split = splitMembers(asked.state, players, predicts);
  const closed = await closedForm(asked, split, players, joined, predicts);
  const others = closed ? split.others : asked.state.members;
  if (closed && others.length === 0) return { ...closed, isSampled: false };
  const rest = closed ? { ...asked.state, members: others } : asked.state;
  const game = gameOf({ ...asked, state: rest }, players, joined, predicts);
  const models = others.reduce((sum, { folds }) => sum + folds.length, 0);
  const plan = planSampling(game, models, asked.mostWork);
  const asking =
    plan === 'exact'
      ? shapleyExact(game, asked.watch)
      : shapleySampling(game, { turns: plan, seed }, asked.watch);
  const open = await asking;
  return { ...(closed ? sumOf(closed, open) : open), isSampled: plan !== 'exact' };
}

/** All coalitions where they are not twice as dear as the fewest turns, or are cheap; else so many turns. */
export function planSampling(
  { players, rows, background }: Pick<Game, 'players' | 'rows' | 'background'>,
  models: number,
  mostWork = MOST_WORK,
): 'exact' | number {
  const affordable = mostWork / Math.max(1, models * rows);
  const turn = samplingAnswers(players, background, 1);
  const all = exactAnswers(players, background);
  const least = LEAST_TURNS * turn;
  if (players <= MOST_EXACT && all <= Math.max(affordable, 2 * least)) return 'exact';
  return Math.max(LEAST_TURNS, Math.min(MOST_TURNS, Math.floor(affordable / turn)));
}

/** Undefined where no member has one, or where the predictor answers otherwise: what is cut off does not add up. */
async function closedForm(
  asked: Asked,
  { additive, models }: SplitMembers,
  players: Players,
  joined: JoinedRows,
  predicts: Predicts,
): Promise<ShapleyValues | undefined> {
  if (models.length === 0) return undefined;
  const { state, open, watch } = asked;
  const values = await additiveShapley(models, state, players, joined, watch);
  const own = additive.length < state.members.length ? { ...state, members: additive } : state;
  const answers = await answersOf(own, open(own), predicts)(joined.table);
  const summed = [...values.answers, ...values.ofBackground];
  const base = meanAnswer(answers, values.base.length);
  const apart = answers.map((answer, i) => Math.abs(answer - (base[i % base.length] ?? 0)));
  const [reach, most] = [greatestOf(apart), greatestOf(answers.map(Math.abs))];
  const rounding = predicts === 'label' ? ROUNDING : ROUNDING_OF_CLASSES;
  const tolerance = TOLERANCE * reach + rounding * most;
  const isSame = summed.every((sum, i) => Math.abs(sum - (answers[i] ?? 0)) <= tolerance);
  return isSame ? withAnswers(values, answers) : undefined;
}

/** The values with the answers that are predicted: by what rounding makes of the difference, all players share alike. */
function withAnswers(values: AdditiveValues, predicted: Float64Array): ShapleyValues {
  const { base: ownBase, answers: own, standardErrors } = values;
  const outputs = ownBase.length;
  const answers = predicted.slice(0, own.length);
  const base = meanAnswer(predicted.subarray(own.length), outputs);
  const width = values.values.length / Math.max(1, own.length / outputs);
  const exact = values.values.map((value, i) => {
    const output = i % outputs;
    const at = Math.floor(i / width) * outputs + output;
    const ownRise = (own[at] as number) - (ownBase[output] as number);
    const rise = (answers[at] as number) - (base[output] as number);
    return value + ((rise - ownRise) * outputs) / width;
  });
  return { base, answers, values: exact, standardErrors };
}

/** The game of a predictor over source columns. */
export function gameOf(
  { state, open, allocate }: Asked,
  players: Players,
  { table, rows, background }: JoinedRows,
  predicts: Predicts,
): Game {
  const { task } = state.schema;
  const answers = answersOf(state, open(state), predicts);
  return {
    players: players.columns.length,
    rows,
    background,
    outputs: task.kind === 'multiclass' ? task.classes.length : 1,
    answer: (mixed) => answers(mixedTable(table, players, mixed, allocate)),
  };
}

/** The features of both tables under each other. */
export function joinRows(table: Table, background: Table, allocate: Allocate): JoinedRows {
  const features = ({ kind, rows, columns }: Table): Table => ({
    kind,
    rows,
    columns,
    target: undefined,
  });
  const joined = concatTables(features(table), features(background), allocate);
  return { table: joined, rows: table.rows, background: background.rows };
}

function sumOf(a: ShapleyValues, b: ShapleyValues): ShapleyValues {
  const plus = (x: Float64Array, y: Float64Array) => x.map((value, i) => value + (y[i] ?? 0));
  return {
    base: plus(a.base, b.base),
    answers: plus(a.answers, b.answers),
    values: plus(a.values, b.values),
    standardErrors: b.standardErrors,
  };
}
