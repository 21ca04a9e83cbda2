import type { Settings } from '../options/options.js';
import type { PredictorState } from '../predictor/predictor-state.js';
import type { Table } from '../table/table.js';
import { formatShortTime, shortTimeOption } from '../util/short-time.js';
import type { AnswerSpeed } from './summarize.js';
import { answerMilliseconds } from './time-answers.js';

/** What the finished predictor takes, where that is limited, with a warning where it is more. */
export function answerSpeed(
  state: PredictorState,
  table: Table,
  { inferLimit, onProgress }: Settings,
): AnswerSpeed | undefined {
  if (inferLimit === undefined) return undefined;
  const msPerRow = answerMilliseconds(state, table);
  if (msPerRow > inferLimit) {
    const took = formatShortTime(msPerRow);
    const message = `it answers a row in ${took} here and now, more than \`inferLimit: '${shortTimeOption(inferLimit)}'\``;
    onProgress({ kind: 'warning', message });
  }
  return { limitMs: inferLimit, msPerRow };
}
