import { parentPort, workerData } from 'node:worker_threads';
import { openAnswers } from './answer-jobs.js';
import { answerSafely } from './answer-safely.js';
import type { AnswerStart } from './answer-thread.js';
import type { Job } from './job.js';

const { state, kept } = workerData as AnswerStart;
const answers = openAnswers(state, kept);
const port = parentPort;
if (!port) throw new Error('this file runs in a thread');

port.on('message', (jobs: readonly Job[]) => {
  // What throws here ends the thread, which is started again.
  void answerSafely(answers, jobs).then((answer) => port.postMessage(answer));
});
// Models are loaded at the first row; what cannot be loaded ends the thread.
await answers([
  { form: 'json', bytes: new TextEncoder().encode(firstRow()), explain: false, firstLine: 0 },
]);
port.postMessage('ready');

/** Missing in all columns. */
function firstRow(): string {
  const names = state.schema.columns.map(({ name }) => [name, null] as const);
  return JSON.stringify(Object.fromEntries(names));
}
