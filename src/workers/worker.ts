import { move, transferableSymbol, valueSymbol, workerData } from 'piscina';
import { failureReason } from '../trial/failure-reason.js';
import type { FoldResult, Job, JobOutcome } from '../trial/job.js';
import { createFoldRunner } from '../trial/run-fold.js';
import type { StartMessage } from './messages.js';

const { context, stop } = workerData as StartMessage;
const flag = new Int32Array(stop);
const runFold = createFoldRunner(context, () => Atomics.load(flag, 0) !== 0);

/** Runs one job; errors become outcomes, because threads lose their fields. */
export function run(job: Job): JobOutcome | Moved {
  try {
    const outcome = runFold(job);
    return outcome.kind === 'done' ? transferred(outcome) : outcome;
  } catch (thrown) {
    return { kind: 'failed', reason: failureReason(thrown) };
  }
}

type Moved = ReturnType<typeof move>;

/** Large arrays change their owner instead of being copied. */
function transferred(result: FoldResult): Moved {
  const arrays = [result.predictions, ...Object.values(result.model.model.tensors)];
  const buffers = [...new Set(arrays.map((array) => array.buffer))];
  return move({ [transferableSymbol]: buffers, [valueSymbol]: result });
}
