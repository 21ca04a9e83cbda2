import { errorMessage } from '../util/errors.js';
import { faultText, inside } from './http-fault.js';
import type { AnswerJobs, BatchAnswer, Job, JobAnswer } from './job.js';

/** A batch with what went wrong inside, for the log of whoever serves, not for whoever asks. */
export interface SafeAnswer extends BatchAnswer {
  readonly failures: readonly string[];
}

/** Answers jobs; where they fail together, each by itself, so that one that fails takes no other with it. */
export async function answerSafely(answers: AnswerJobs, jobs: readonly Job[]): Promise<SafeAnswer> {
  try {
    return { ...(await answers(jobs)), failures: [] };
  } catch (thrown) {
    if (jobs.length === 1) {
      const reason =
        thrown instanceof Error ? (thrown.stack ?? thrown.message) : errorMessage(thrown);
      return { answers: [failed()], drift: new Float64Array(), failures: [reason] };
    }
    const each: SafeAnswer[] = [];
    for (const job of jobs) each.push(await answerSafely(answers, [job]));
    return {
      answers: each.flatMap((own) => own.answers),
      drift: sumOf(each.map(({ drift }) => drift)),
      failures: each.flatMap((own) => own.failures),
    };
  }
}

function failed(): JobAnswer {
  return { status: 500, body: faultText(inside()), predicted: 0, refused: 0, notes: [] };
}

function sumOf(all: readonly Float64Array[]): Float64Array {
  const sum = new Float64Array(Math.max(0, ...all.map(({ length }) => length)));
  for (const own of all)
    for (let i = 0; i < own.length; i++) sum[i] = (sum[i] ?? 0) + (own[i] ?? 0);
  return sum;
}
