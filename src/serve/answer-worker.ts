import { parentPort, workerData } from 'node:worker_threads';
import { openAnswers } from './answer-jobs.js';
import { answerSafely } from './answer-safely.js';
import type { AnswerStart } from './answer-thread.js';
import { openBoxAnswers } from './box-answers.js';
import type { Job } from './job.js';

const WARM_ROUNDS = 20;

const start = workerData as AnswerStart;
const answers =
  'detector' in start ? openBoxAnswers(start.detector) : openAnswers(start.state, start.kept);
const port = parentPort;
if (!port) throw new Error('this file runs in a thread');

port.on('message', (jobs: readonly Job[]) => {
  // What throws here ends the thread, which is started again.
  void answerSafely(answers, jobs).then((answer) => port.postMessage(answer));
});
// Models are loaded at the first row, and what runs often gets fast; what cannot be loaded ends the thread.
const bytes = new TextEncoder().encode(firstRow());
for (let round = 0; round < WARM_ROUNDS; round++) {
  await answers([{ form: 'json', bytes, explain: false, firstLine: 0 }]);
}
port.postMessage('ready');

/** Missing in all columns. */
function firstRow(): string {
  const columns = 'detector' in start ? [] : start.state.schema.columns;
  const names = columns.map(({ name }) => [name, null] as const);
  return JSON.stringify(Object.fromEntries(names));
}
