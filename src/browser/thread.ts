/** What each Web Worker runs that trains or predicts. */
import './host/page-process.js';
import {
  type Moved,
  setWorkerData,
  type ThreadAnswer,
  type ThreadMessage,
  transferableSymbol,
  valueSymbol,
} from './host/piscina.js';

type Run = (job: unknown) => unknown;

/** The programs of threads by the names of their files. */
const PROGRAMS: Readonly<Record<string, () => Promise<{ readonly run: unknown }>>> = {
  'load-worker.cjs': () => import('../workers/worker.js'),
  'load-detector-worker.cjs': () => import('../workers/detector-worker.js'),
  'load-predict-worker.cjs': () => import('../run/predict-worker.js'),
  'load-picture-worker.cjs': () => import('../run/picture-worker.js'),
};

let program: Promise<Run> | undefined;

/** The first message is the port by which jobs come. */
self.onmessage = ({ data: port }: MessageEvent<MessagePort>) => {
  port.onmessage = ({ data }: MessageEvent<ThreadMessage>) => take(port, data);
};

async function take(port: MessagePort, message: ThreadMessage): Promise<void> {
  if (message.kind === 'begin') {
    program = begin(message.filename, message.workerData);
    // A job that waits for it hears of it.
    program.catch(() => {});
    return;
  }
  try {
    const run = await program;
    answer(port, await run?.(message.job));
  } catch (error) {
    post(port, { kind: 'thrown', error });
  }
}

async function begin(filename: string, workerData: unknown): Promise<Run> {
  const name = filename.slice(filename.lastIndexOf('/') + 1);
  const load = PROGRAMS[name];
  if (!load) throw new Error(`threads of a page do not run ${name}`);
  setWorkerData(workerData);
  return (await load()).run as Run;
}

function answer(port: MessagePort, value: unknown): void {
  const moved = isMoved(value);
  const given = moved ? value[valueSymbol] : value;
  post(port, { kind: 'answer', value: given }, moved ? [...value[transferableSymbol]] : []);
}

function isMoved(value: unknown): value is Moved {
  return typeof value === 'object' && value !== null && valueSymbol in value;
}

function post(port: MessagePort, message: ThreadAnswer, transfer: Transferable[] = []): void {
  port.postMessage(message, transfer);
}
