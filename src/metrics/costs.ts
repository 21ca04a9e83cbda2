import { AutofitError } from '../util/errors.js';
import { nearestName } from '../util/nearest-name.js';
import type { MistakeCosts, TaskShape } from '../util/task-kind.js';

/**
 * What answers cost, by the true class and then the predicted one; below 0 is a gain. `*` stands for every class that is not
 * named; right answers that are not named cost nothing.
 */
export type Costs = Readonly<Record<string, Readonly<Record<string, number>>>>;

/** Any other class. */
const ANY = '*';

/** The costs of all pairs of classes. Throws an AutofitError for what is no class, for gaps, and where one answer is always best. */
export function costsOf(told: Costs, classes: readonly string[]): MistakeCosts {
  const named = Object.entries(told).flatMap(([truth, row]) => [truth, ...Object.keys(row)]);
  const stranger = named.find((name) => name !== ANY && !classes.includes(name));
  if (stranger !== undefined) throw unknownClass(stranger, classes);
  const costs = classes.map((truth) => classes.map((answer) => costOf(told, truth, answer)));
  checkWorth(costs, classes);
  return costs;
}

function costOf(told: Costs, truth: string, answer: string): number {
  const own = toldCost(told, truth, answer);
  const isRight = truth === answer;
  const other =
    toldCost(told, truth, ANY) ?? toldCost(told, ANY, answer) ?? toldCost(told, ANY, ANY);
  const cost = own ?? (isRight ? 0 : other);
  if (cost === undefined) {
    throw noCosts(
      `\`costs\` do not tell what answering "${answer}" costs where "${truth}" is true`,
      {
        hint: `Add { "${truth}": { "${answer}": 1 } }, or { "*": { "*": 1 } } for all that are not named.`,
      },
    );
  }
  if (Number.isFinite(cost)) return cost;
  throw noCosts(`\`costs\` hold ${cost} for "${truth}" answered as "${answer}"`, {
    hint: 'Costs are finite numbers; gains are below 0.',
  });
}

/** Of own names alone: classes may be called as what every object has (`constructor`). */
function toldCost(told: Costs, truth: string, answer: string): number | undefined {
  const row = Object.hasOwn(told, truth) ? told[truth] : undefined;
  return row && Object.hasOwn(row, answer) ? row[answer] : undefined;
}

/** Costs by which nothing is decided are a mistake. */
function checkWorth(costs: MistakeCosts, classes: readonly string[]): void {
  for (const [truth, row] of costs.entries()) {
    const right = row[truth] ?? 0;
    const cheaper = row.findIndex((cost) => cost < right);
    if (cheaper < 0) continue;
    throw noCosts(
      `By \`costs\`, answering "${classes[cheaper]}" where "${classes[truth]}" is true costs less than the right answer`,
      { hint: 'A mistake costs at least what the right answer does.' },
    );
  }
  const isFree = (answer: number) =>
    costs.every((row, truth) => (row[answer] ?? 0) <= (row[truth] ?? 0));
  const free = classes.findIndex((_, answer) => isFree(answer));
  if (free < 0) return;
  throw noCosts(`By \`costs\`, always answering "${classes[free]}" is best`, {
    hint: 'Say what it costs where another class is true.',
  });
}

/** The probability from which answering the positive class costs less than the other: b / (a + b) (Elkan 2001). */
export function costThreshold(costs: MistakeCosts, positive: number): number {
  const cost = (truth: number, answer: number) => costs[truth]?.[answer] ?? 0;
  const negative = 1 - positive;
  const missed = cost(positive, negative) - cost(positive, positive);
  const falseAlarm = cost(negative, positive) - cost(negative, negative);
  return falseAlarm / (missed + falseAlarm);
}

/** The class of least expected cost, of equal ones the first. Undefined where a probability is not a number. */
export function cheapestClass(
  predictions: Float64Array,
  row: number,
  costs: MistakeCosts,
): number | undefined {
  const classes = costs.length;
  let [best, least] = [0, Number.POSITIVE_INFINITY];
  for (let answer = 0; answer < classes; answer++) {
    let expected = 0;
    for (const [truth, own] of costs.entries()) {
      expected += (predictions[row * classes + truth] ?? Number.NaN) * (own[answer] ?? 0);
    }
    if (Number.isNaN(expected)) return undefined;
    if (expected >= least) continue;
    [best, least] = [answer, expected];
  }
  return best;
}

/** The task, answered by least expected cost: of two classes from a threshold on. */
export function withCosts(task: TaskShape, costs: MistakeCosts | undefined): TaskShape {
  if (!costs || task.kind === 'regression' || task.kind === 'quantile') return task;
  if (task.kind === 'multiclass') return { ...task, costs };
  return { ...task, costs, threshold: costThreshold(costs, task.positive) };
}

function unknownClass(name: string, classes: readonly string[]): AutofitError {
  const nearest = nearestName(name, classes);
  return noCosts(`\`costs\` name the class "${name}", which the label has not`, {
    hint: `${nearest ? `Did you mean "${nearest}"? ` : ''}The classes are: ${classes.join(', ')}.`,
  });
}

function noCosts(message: string, { hint }: { readonly hint: string }): AutofitError {
  return new AutofitError('BAD_COSTS', `${message}.`, { hint });
}
