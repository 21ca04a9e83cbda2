import { countOf } from '../../util/count-of.js';
import { formatNumber } from '../../util/format-number.js';
import { type ClassFacts, takenRows } from './class-facts.js';
import { percent, quoted } from './in-words.js';
import type { NumberFacts } from './number-facts.js';
import type { QuantileFacts } from './quantile-facts.js';
import type { JudgedFacts, KnownFacts } from './report-facts.js';
import type { ScoreFacts } from './score-facts.js';

/** What a person should know, the most important first, a sentence each. */
export function findingsOf(facts: KnownFacts): readonly string[] {
  const { judged, given } = facts;
  return [
    ...howGood(judged, facts),
    ...(given
      ? [
          `On the ${countOf(given.rows, 'row')} of ${given.what}: ${lowered(howGood(given, facts)[0] ?? '')}`,
        ]
      : []),
    ...scoreSentence(facts),
    madeOf(facts),
    ...whatTells(facts),
    ...wouldTimeHelp(facts),
  ];
}

function howGood(
  { scores, classes, numbers, quantiles }: JudgedFacts,
  { asked }: KnownFacts,
): readonly string[] {
  if (quantiles) return quantileSentences(quantiles, asked.label);
  if (numbers) return numberSentences(numbers, scores);
  return classes ? classSentences(classes, scores, asked.positive) : [];
}

function numberSentences(
  { half, most }: NumberFacts,
  scores: readonly ScoreFacts[],
): readonly string[] {
  const mae = scores.find(({ metric }) => metric === 'mae');
  const baseline =
    mae?.baseline == null
      ? ''
      : `; always answering the mean of these rows is off by ${formatNumber(mae.baseline)}`;
  return [
    `Predictions are off by ${formatNumber(mae?.score ?? Number.NaN)} on average${baseline}.`,
    `Half of them are off by less than ${formatNumber(half)}, one in twenty by more than ${formatNumber(most)}.`,
  ];
}

function quantileSentences({ each, central }: QuantileFacts, label: string): readonly string[] {
  const [least, greatest] = [each.at(0), each.at(-1)];
  if (!least || !greatest) return [];
  if (!central) {
    return [
      `The true ${label} of ${percent(least.below)} of rows is at or below its quantile ${least.quantile}.`,
    ];
  }
  return [
    `Between the quantiles ${least.quantile} and ${greatest.quantile}, ${formatNumber(central.size)} apart on average, lies the true ${label} of ${percent(central.covered)} of rows; ${percent(central.wanted)} should.`,
  ];
}

function classSentences(
  facts: ClassFacts,
  scores: readonly ScoreFacts[],
  positive: string | null,
): readonly string[] {
  const { classes, confusion, binary } = facts;
  const accuracy = scores.find(({ metric }) => metric === 'accuracy');
  const actual = confusion.map((row) => row.reduce((sum, count) => sum + count, 0));
  const takenFor = takenRows(facts);
  const rows = takenFor.reduce((sum, count) => sum + count, 0);
  const commonest = classes[actual.indexOf(Math.max(...actual))] ?? '';
  const right = `${percent(accuracy?.score ?? Number.NaN)} of rows get their right class; always answering ${quoted(commonest)} is right for ${percent(Math.max(...actual) / rows)}.`;
  if (!binary || positive === null) return [right, ...hardest(classes, confusion)];
  const code = classes.indexOf(positive);
  const [found = 0, all = 0] = [confusion[code]?.[code], actual[code]];
  const taken = takenFor[code] ?? 0;
  const precise =
    taken > 0 ? `; of 100 taken for it, ${Math.round((100 * found) / taken)} are` : '';
  const fitted = binary.isFitted ? ', at a threshold that was chosen by these very rows' : '';
  return [
    right,
    `Of 100 rows that are ${quoted(positive)}, ${Math.round((100 * found) / Math.max(all, 1e-12))} are found${precise}${fitted}.`,
  ];
}

/** The two classes that are taken for each other most often. */
function hardest(classes: readonly string[], confusion: readonly (readonly number[])[]) {
  let worst = { rows: 0, is: 0, taken: 0 };
  for (const [is, row] of confusion.entries()) {
    for (const [taken, rows] of row.entries()) {
      if (is !== taken && rows > worst.rows) worst = { rows, is, taken };
    }
  }
  const all = confusion[worst.is]?.reduce((sum, rows) => sum + rows, 0) ?? 0;
  if (worst.rows === 0) return [];
  return [
    `The commonest mistake: ${percent(worst.rows / all)} of ${quoted(classes[worst.is] ?? '')} are taken for ${quoted(classes[worst.taken] ?? '')}.`,
  ];
}

/** Test rows tell more than those that something was chosen by. */
function scoreSentence({ judged, tested, asked }: KnownFacts): readonly string[] {
  const own = judged.scores.find(({ decides }) => decides);
  if (!own) return [];
  const { metric, score, interval, baseline, insteadOf } = own;
  const named =
    insteadOf === undefined
      ? `${metric} that decided`
      : `${metric}, here in place of ${insteadOf},`;
  const beside = baseline === null ? '' : `; the baseline has ${formatNumber(baseline)}`;
  const sentence = `The ${named} is ${formatNumber(score)}${between(interval)} on ${judged.what}${beside}.`;
  if (!tested) return [sentence];
  const untouched = `On test rows, by which nothing was chosen, the ${asked.metric} is ${formatNumber(tested.score)}${between(tested.interval)}.`;
  return [untouched, sentence];
}

function between(interval: readonly [number, number] | undefined): string {
  return interval ? ` (95 %: ${interval.map(formatNumber).join(' to ')})` : '';
}

function madeOf({ members }: KnownFacts): string {
  const [first, ...others] = members;
  if (!first) return 'There is no model.';
  if (others.length === 0) return `The predictor is one model, ${first.name}.`;
  return `The predictor mixes ${members.length} models; ${first.name} counts most, ${percent(first.weight)}.`;
}

function whatTells({ explained }: KnownFacts): readonly string[] {
  if (!explained) return [];
  const { columns, metric, outOfFold } = explained.importance;
  const telling = columns.filter(({ interval }) => interval[0] > 0);
  const [first] = telling;
  if (!first)
    return ['No single column surely tells: shuffling one makes the score no surely worse.'];
  const names = telling.slice(0, 3).map((column) => quoted(column.columns.join(', ')));
  const start = first === columns[0] ? 'What tells most is' : 'What surely tells is';
  const known = outOfFold ? '' : ', on rows that the models know';
  const most = `${start} ${names[0]}: where its values are shuffled, the ${metric} is ${formatNumber(first.importance)} worse${known}`;
  return [names.length > 1 ? `${most}; then ${names.slice(1).join(' and ')}.` : `${most}.`];
}

function wouldTimeHelp({ search, asked }: KnownFacts): readonly string[] {
  const last = search?.progress.at(-1);
  const first = search?.progress[1];
  const isTimed = asked.options.timeLimit !== undefined && asked.seconds !== undefined;
  if (!isTimed || !last || !first || last === first) return [];
  const share = last.seconds / (asked.seconds ?? 1);
  const late = share > 0.7;
  const when = `The best single model was found after ${percent(share)} of the time`;
  return [
    `${when}: ${late ? 'more time may find a better one' : 'more time is not likely to change much'}.`,
  ];
}

function lowered(sentence: string): string {
  return sentence.charAt(0).toLowerCase() + sentence.slice(1);
}
