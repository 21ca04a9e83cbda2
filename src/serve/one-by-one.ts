import type { AnswerJobs } from './job.js';

/** Answers each job by itself, so that what one brings along takes no room of another's. */
export function oneByOne(answer: AnswerJobs): AnswerJobs {
  return async (jobs) => {
    const [first, ...others] = jobs;
    if (!first || others.length === 0) return answer(jobs);
    const { answers, drift } = await answer([first]);
    const all = [...answers];
    for (const job of others) {
      const own = await answer([job]);
      all.push(...own.answers);
      for (const [cell, count] of own.drift.entries()) drift[cell] = (drift[cell] ?? 0) + count;
    }
    return { answers: all, drift };
  };
}
