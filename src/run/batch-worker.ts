import { move, transferableSymbol, valueSymbol, workerData } from 'piscina';
import { AutofitError, type ErrorDetails } from '../util/errors.js';
import { type BatchAnswer, type BatchStart, type BatchTask, openBatch } from './batch-block.js';

/** A mistake of the user, which would cross a thread as a plain error. */
export interface BatchMistake {
  readonly kind: 'batch-mistake';
  readonly code: string;
  readonly message: string;
  readonly details: ErrorDetails;
}

const predict = openBatch(workerData as BatchStart);

/** Predicts the rows of a block; its bytes change their owner instead of being copied. */
export async function run(task: BatchTask): Promise<ReturnType<typeof move> | BatchMistake> {
  try {
    return moved(await predict(task));
  } catch (thrown) {
    if (!(thrown instanceof AutofitError)) throw thrown;
    const { code, message, hint, place } = thrown;
    const details = { ...place, ...(hint !== undefined && { hint }) };
    return { kind: 'batch-mistake', code, message, details };
  }
}

function moved(answer: BatchAnswer): ReturnType<typeof move> {
  const { written } = answer;
  const arrays = written instanceof Uint8Array ? [written] : written;
  const buffers = arrays.flatMap((own) => (ArrayBuffer.isView(own) ? [own.buffer] : []));
  return move({ [transferableSymbol]: buffers, [valueSymbol]: answer });
}
