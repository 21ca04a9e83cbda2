import type { DetectionOptions, FittedDetector } from '../index.js';
import { formatDuration } from '../util/duration.js';
import { plainText } from '../util/plain-text.js';
import { shellQuoted } from './shell-quoted.js';

/** What `fit` was told besides the data; those of tables are refused by the library. */
export interface BoxesFlags {
  readonly label?: string | undefined;
  readonly task?: string | undefined;
  readonly header?: boolean;
}

/** Whether boxes are to be found: so it is told, or the data are boxes and no label is named. */
export async function isBoxesTask(data: string, { task, label }: BoxesFlags): Promise<boolean> {
  if (task !== undefined && task !== 'auto') return task === 'detection';
  if (label !== undefined || data === '-') return false;
  const { boxesForm } = await import('../index.js');
  return (await boxesForm(data)) !== undefined;
}

/** Options of `fit` as detection takes them: a header is there by default. */
export function boxesOptions<F extends BoxesFlags>({ header, ...flags }: F) {
  const others = header === false ? { header } : {};
  return { ...flags, ...others, task: 'detection' } as const satisfies DetectionOptions & object;
}

/** Prints what a fit of boxes found. */
export async function printBoxesResult(
  { summary, info }: FittedDetector,
  { json }: { readonly json?: boolean | undefined },
): Promise<void> {
  if (json) console.log(JSON.stringify(summary, null, 2));
  else await printText(summary, info);
  if (summary.failure === undefined) return;
  console.error(
    `error: no network could be trained, so the mean boxes are saved. The first reason: ${plainText(summary.failure)}`,
  );
  process.exitCode = 1;
}

async function printText(
  summary: FittedDetector['summary'],
  info: FittedDetector['info'],
): Promise<void> {
  const { detectorTable } = await import('../index.js');
  const { leaderboard, scoreValidation, scoreTest, seconds, model, report, run } = summary;
  console.log(detectorTable(leaderboard));
  const said = ({ mAP50, mAP }: typeof scoreValidation) =>
    `mAP50 ${shown(mAP50)}, mAP50:95 ${shown(mAP)}`;
  console.log(`\n${said(scoreValidation)} on pictures held out`);
  for (const [code, name] of info.classes.entries()) {
    const own = info.validation.classes[code];
    if (own)
      console.log(
        `  ${name}: AP50 ${shown(own.ap50)}, AP50:95 ${shown(own.ap)}, boxes ${own.boxes}`,
      );
  }
  if (scoreTest) console.log(`${said(scoreTest)} on test pictures`);
  console.log(`Saved in ${formatDuration(seconds)} to ${plainText(model ?? '')}`);
  if (report !== null) console.log(`What was found: ${plainText(report)}`);
  console.log(`Find boxes with: autofit predict ${shellQuoted(run ?? '')} <pictures>`);
}

/** Shares of one are written in three digits, as papers do. */
export function shown(score: number): string {
  return Number.isNaN(score) ? '–' : score.toFixed(3);
}
