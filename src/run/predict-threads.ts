import { setImmediate } from 'node:timers/promises';
import {
  type MemberPredictions,
  type OpenMembers,
  openMembers,
  type RowRange,
} from '../predictor/open-members.js';
import type { PredictorState } from '../predictor/predictor-state.js';
import type { PredictProgress } from '../predictor/table-reader.js';
import type { Table } from '../table/table.js';
import { threadsWithRoom } from '../util/address-space.js';
import { createLimiter } from '../util/limiter.js';
import { threadFile } from '../util/thread-file.js';
import { type AskedThreads, openThreads } from './ask-thread.js';

/** What a thread gets when it starts. */
export interface PredictStart {
  readonly state: PredictorState;
  /** What all tasks are about that have no table of their own. */
  readonly table?: Table;
}

/** What a thread is asked for. */
export interface PredictTask extends RowRange {
  readonly table?: Table;
}

/** Rows times models from which threads gain more than starting them takes. */
const LEAST_WORK = 500_000;
/** Where they stay for more tables. */
const LEAST_POOL_WORK = 50_000;
/** Parts for each thread, so that none waits long for the last one. */
const PARTS = 4;

/** Rows of a part at most, so that one ends every few seconds, which is told. */
const MOST_ROWS = 1 << 16;

type Tell = (event: PredictProgress) => void;

/** Calls at once would each have threads of their own, with a copy of the model in each. */
const oneByOne = createLimiter(1);

/** Members' predictions, of large tables over so many threads: the same numbers however many there are. */
export function memberPredictions(
  state: PredictorState,
  workers: number,
  leastWork = LEAST_WORK,
): MemberPredictions {
  const here = openMembers(state);
  const models = state.members.reduce((sum, { folds }) => sum + folds.length, 0);
  return async (table, tell) => {
    const isLong = table.rows * models >= leastWork;
    const isLarge = workers > 1 && isLong;
    const threads = isLarge ? Math.min(workers, threadsWithRoom()) : 1;
    if (threads > 1) return oneByOne(() => overThreads({ state, table }, threads, tell));
    return tell && isLong ? inParts(here, table, tell) : here(table);
  };
}

/** The threads live as long as the call: a predictor has no end at which they could be closed. */
async function overThreads(
  { state, table }: { readonly state: PredictorState; readonly table: Table },
  workers: number,
  tell: Tell | undefined,
): Promise<readonly Float64Array[]> {
  const size = Math.ceil(table.rows / (PARTS * workers));
  const parts = partsOf(table.rows, Math.min(size, MOST_ROWS));
  const pool = startThreads({ state, table }, Math.min(workers, parts.length));
  try {
    return await askThreads(pool, state, parts, tell);
  } finally {
    await pool.close();
  }
}

/** Members' predictions of one table after the other, on threads that stay until they are closed. */
export interface PredictPool {
  readonly membersOf: MemberPredictions;
  close(): Promise<void>;
}

/** The threads are started once so much has been predicted here that they will be worth it. */
export function openPredictPool(
  state: PredictorState,
  workers: number,
  leastWork = LEAST_POOL_WORK,
): PredictPool {
  const here = openMembers(state);
  const models = state.members.reduce((sum, { folds }) => sum + folds.length, 0);
  const threads = Math.min(workers, threadsWithRoom());
  let work = 0;
  let pool: AskedThreads | undefined;
  return {
    async membersOf(table) {
      work += table.rows * models;
      if (threads < 2 || work < leastWork || table.rows < threads) return here(table);
      pool ??= startThreads({ state }, threads);
      const parts = partsOf(table.rows, Math.ceil(table.rows / threads));
      return askThreads(
        pool,
        state,
        parts.map((part) => ({ ...part, table })),
      );
    },
    close: async () => pool?.close(),
  };
}

function startThreads(start: PredictStart, threads: number): AskedThreads {
  const file = threadFile(import.meta.url, './load-predict-worker.cjs', './predict-worker.ts');
  return openThreads(file, threads, start);
}

/** All parts' predictions, put together member by member. */
async function askThreads(
  pool: AskedThreads,
  { members }: PredictorState,
  parts: readonly PredictTask[],
  tell?: Tell,
): Promise<readonly Float64Array[]> {
  const total = parts.reduce((sum, { from, to }) => sum + to - from, 0);
  let rows = 0;
  tell?.({ kind: 'predicting', rows, total });
  const answers = await Promise.all(
    parts.map(async (part) => {
      const answer = await pool.ask<readonly Float64Array[]>(part);
      rows += part.to - part.from;
      tell?.({ kind: 'predicting', rows, total });
      return answer;
    }),
  );
  return byMember(answers, members.length);
}

/** The same in this thread, with a turn of the event loop behind each part. */
async function inParts(
  here: OpenMembers,
  table: Table,
  tell: Tell,
): Promise<readonly Float64Array[]> {
  const { rows } = table;
  const answers: (readonly Float64Array[])[] = [];
  tell({ kind: 'predicting', rows: 0, total: rows });
  await setImmediate();
  for (const part of partsOf(rows, MOST_ROWS / 4)) {
    answers.push(here(table, part));
    tell({ kind: 'predicting', rows: part.to, total: rows });
    await setImmediate();
  }
  return byMember(answers, answers[0]?.length ?? 0);
}

function byMember(
  answers: readonly (readonly Float64Array[])[],
  members: number,
): readonly Float64Array[] {
  return Array.from({ length: members }, (_, member) =>
    joined(answers.map((answer) => answer[member] ?? new Float64Array())),
  );
}

function partsOf(rows: number, size: number): RowRange[] {
  const count = Math.ceil(rows / size);
  return Array.from({ length: count }, (_, part) => ({
    from: part * size,
    to: Math.min(rows, (part + 1) * size),
  }));
}

function joined(parts: readonly Float64Array[]): Float64Array {
  const all = new Float64Array(parts.reduce((sum, { length }) => sum + length, 0));
  let next = 0;
  for (const part of parts) {
    all.set(part, next);
    next += part.length;
  }
  return all;
}
