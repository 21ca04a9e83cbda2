import type { Stack } from '../../ensemble/stacking.js';
import type { QuantileShifts } from '../../metrics/quantile-shifts.js';
import type { Member, PredictorState } from '../../predictor/predictor-state.js';
import { taskShape } from '../../schema/schema.js';
import { AutofitError } from '../../util/errors.js';
import { isOfNumbers, type TaskShape } from '../../util/task-kind.js';
import { arithmetic, rowSum } from './arithmetic.js';
import { type GraphSources, lowerDesign } from './columns/lower-design.js';
import type { Graph } from './graph.js';
import { ascending, lowerTarget } from './lower-target.js';
import type { DesignTensors } from './models/lower-model.js';
import { lowerings } from './models/lowerings.js';

/** Chances are kept this far from 0 before their logarithm. */
const EPSILON = 1e-6;

/** What all members predict together as doubles: (N, classes) chances, (N, quantiles), or (N, 1) numbers. Throws an AutofitError for a family that cannot be said. */
export function lowerEnsemble(graph: Graph, state: PredictorState, sources: GraphSources): string {
  const task = taskShape(state.schema.task);
  const { calibration } = state;
  if (calibration && calibration.kind !== 'shifts') throw isCalibrated(calibration.kind);
  const designs = new Map<number, DesignTensors>();
  const designOf = (place: number) => {
    const fitted = state.preprocessors[place];
    if (!fitted) throw new Error(`the predictor has no preprocessor ${place}`);
    const own = designs.get(place) ?? lowerDesign(graph, fitted, sources);
    designs.set(place, own);
    return own;
  };
  const members = state.members.map((member) => lowerMember(graph, member, designOf, task));
  const mixed = state.stack
    ? lowerStack(graph, members, state.stack, task)
    : weightedSum(
        graph,
        members,
        state.members.map(({ weight }) => weight),
      );
  if (calibration) return lowerShifts(graph, mixed, calibration);
  return lowerTemperature(graph, mixed, task, state.temperature);
}

function isCalibrated(kind: string): AutofitError {
  return new AutofitError('NOT_IN_ONNX', `The ${kind} calibration cannot be said in ONNX.`, {
    hint: 'Fit with a temperature (`calibrate` temperature), or export to Python or TypeScript.',
  });
}

/** The mean of a member's folds. */
function lowerMember(
  graph: Graph,
  { family, folds }: Member,
  designOf: (place: number) => DesignTensors,
  task: TaskShape,
): string {
  const lower = lowerings[family];
  if (!lower) {
    throw new AutofitError(
      'NOT_IN_ONNX',
      `Models of the family ${family} cannot be said in ONNX.`,
      {
        hint: 'Fit with `models` that leave it out.',
      },
    );
  }
  const answers = folds.map(({ model, preprocessor, target }) =>
    lowerTarget(graph, lower(graph, model, designOf(preprocessor), task), target),
  );
  return weightedSum(
    graph,
    answers,
    folds.map(() => 1 / folds.length),
  );
}

function weightedSum(graph: Graph, values: readonly string[], weights: readonly number[]): string {
  const { mul } = arithmetic(graph);
  const terms = values.map((value, i) => (weights[i] === 1 ? value : mul(value, weights[i] ?? 0)));
  return terms.length === 1 ? (terms[0] ?? '') : graph.add('Sum', terms);
}

/** The second layer: the mean of pools of the members' log-chances, or of their standardised numbers. */
function lowerStack(
  graph: Graph,
  members: readonly string[],
  { pools, mean, deviation }: Stack,
  task: TaskShape,
): string {
  const { add, sub, mul, div, log, max } = arithmetic(graph);
  const isNumber = task.kind === 'regression';
  const inputs = members.map((own) =>
    isNumber ? div(sub(own, mean), deviation) : log(max(own, EPSILON)),
  );
  const answers = pools.map((pool) => {
    const offsets = graph.doubles(pool.slice(members.length), [1, pool.length - members.length]);
    const sum = add(weightedSum(graph, inputs, pool.slice(0, members.length)), offsets);
    return isNumber ? sum : graph.add('Softmax', [sum], { axis: { int: -1 } });
  });
  const pooled = weightedSum(
    graph,
    answers,
    answers.map(() => 1 / answers.length),
  );
  return isNumber ? add(mul(pooled, deviation), mean) : pooled;
}

function lowerShifts(graph: Graph, answers: string, { shifts, least }: QuantileShifts): string {
  const { add, max } = arithmetic(graph);
  const moved = add(answers, graph.doubles(shifts, [1, shifts.length]));
  return ascending(graph, least === null ? moved : max(moved, least), shifts.length);
}

function lowerTemperature(
  graph: Graph,
  chances: string,
  { kind }: TaskShape,
  temperature: number,
): string {
  if (isOfNumbers({ kind }) || temperature === 1) return chances;
  const { power, div } = arithmetic(graph);
  const raised = power(chances, 1 / temperature);
  return div(raised, rowSum(graph, raised));
}
