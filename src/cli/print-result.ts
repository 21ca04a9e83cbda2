import type { FitSummary, FittedPredictor } from '../index.js';
import { chosenText } from '../util/chosen-text.js';
import { formatDuration } from '../util/duration.js';
import { formatNumber } from '../util/format-number.js';
import { joinText } from '../util/join-text.js';
import { plainText } from '../util/plain-text.js';
import { formatShortTime } from '../util/short-time.js';
import { coefficientsTable } from './coefficients-table.js';
import { type InFlags, rowsInFlags } from './in-flags.js';
import { intervalsText } from './intervals-text.js';
import { shellQuoted } from './shell-quoted.js';
import { terminalWidth } from './terminal.js';

/** Prints what a fit found, and tells of a run that ended with the baseline alone. */
export async function printResult(
  predictor: FittedPredictor,
  flags: { readonly json?: boolean },
  { said, stopped }: { readonly said: InFlags; readonly stopped: boolean },
): Promise<void> {
  const summary = saidOf(predictor.summary, said);
  const coefficients = predictor.info.linear ? predictor.coefficients() : undefined;
  if (flags.json) {
    const json = { ...jsonOf(summary), ...(coefficients && { coefficients }) };
    console.log(JSON.stringify(json, null, 2));
  } else {
    await printLeaderboard(summary);
    if (coefficients) console.log(`\n${coefficientsTable(coefficients, terminalWidth())}`);
  }
  tellFailures(summary, stopped);
}

function saidOf({ failure, leaderboard, ...rest }: FitSummary, said: InFlags): FitSummary {
  return {
    ...rest,
    ...(failure !== undefined && { failure: plainText(said(failure)) }),
    leaderboard: rowsInFlags(leaderboard, said),
  };
}

function tellFailures(
  { baselineOnly, trials, failed, failure }: FitSummary,
  stopped: boolean,
): void {
  if (baselineOnly && failed > 0) {
    console.error(
      `error: every model failed, so the baseline is saved. The first reason: ${failure}`,
    );
    process.exitCode = 1;
    return;
  }
  if (failed > 0) {
    console.error(`note: ${failed} of ${trials} trials failed; the first reason: ${failure}`);
  }
  if (baselineOnly) {
    const advice = stopped ? '' : '; give more time';
    console.error(`warning: no model was finished, so the constant baseline is saved${advice}`);
  }
}

function jsonOf({ baselineOnly, ...rest }: FitSummary): object {
  return rest;
}

async function printLeaderboard(summary: FitSummary): Promise<void> {
  const { leaderboardTable, describeMetric } = await import('../index.js');
  const {
    leaderboard,
    best,
    chosen,
    metric,
    positive,
    scoreTest,
    scoreTestInterval,
    joins = [],
  } = summary;
  const between = scoreTestInterval
    ? ` (${scoreTestInterval.map(formatNumber).join(' to ')}, 95 %)`
    : '';
  const styled = process.stdout.isTTY === true && !process.env.NO_COLOR;
  console.log(leaderboardTable(leaderboard, { styled, most: 10, width: terminalWidth() }));
  const name = plainText(describeMetric(metric.name, metric.direction, positive));
  console.log(
    `\n${best.name}: ${name} ${formatNumber(best.scoreValidation ?? Number.NaN)} on validation rows`,
  );
  if (best.scoreCrossFitted !== undefined) {
    const score = formatNumber(best.scoreCrossFitted);
    console.log(
      `${' '.repeat(best.name.length)}  ${name} ${score} with thresholds fitted to other rows`,
    );
  }
  if (scoreTest !== undefined) {
    const indent = ' '.repeat(best.name.length);
    console.log(`${indent}  ${name} ${formatNumber(scoreTest)}${between} on test rows`);
  }
  if (summary.intervals) console.log(intervalsText(summary.intervals).join('\n'));
  if (chosen.length > 0) console.log(caveat(chosen, scoreTest !== undefined));
  if (summary.refit) {
    const score = scoreTest === undefined ? 'The score' : 'The validation score';
    console.log(`${score} is of models of the folds; the saved one is fitted to all rows.`);
  }
  if (summary.answers) console.log(speedText(summary.answers));
  for (const join of joins) console.log(`It went on ${joinText(join)}.`);
  const trained = chosenText(summary);
  if (trained !== undefined) console.log(`Used ${trained}.`);
  console.log(`Saved in ${formatDuration(summary.seconds)} to ${plainText(summary.model ?? '')}`);
  if (summary.report !== null) console.log(`What was found: ${plainText(summary.report)}`);
  console.log(`Predict with: autofit predict ${shellQuoted(summary.run ?? '')} <data>`);
}

function speedText({ limitMs, msPerRow }: NonNullable<FitSummary['answers']>): string {
  const [took, limit] = [msPerRow, limitMs].map(formatShortTime);
  return `It answers a row in ${took}, of batches of 1,000 (--infer-limit ${limit}).`;
}

/** Names what the validation score was chosen by. */
function caveat(chosen: readonly string[], isTested: boolean): string {
  const [first = '', ...others] = chosen;
  const last = others.pop();
  const listed = [first, ...others].join(', ');
  const all = last === undefined ? listed : `${listed} and ${last}`;
  const verb = last === undefined && !first.endsWith('s') ? 'was' : 'were';
  const rows = isTested ? 'validation rows, and nothing by test rows' : 'those rows';
  const sentence = `${all[0]?.toUpperCase()}${all.slice(1)} ${verb} chosen on ${rows}`;
  return isTested ? `${sentence}.` : `${sentence}; --test or --honest score untouched ones.`;
}
