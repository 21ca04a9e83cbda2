import { readTable } from '../../src/table/read-table.js';
import { AutofitError } from '../../src/util/errors.js';
import { BOMBS } from './all-bombs.js';

/** What the parent is told of a bomb that was read. */
export interface BombMessage {
  /** `read`, the code of a mistake, or what should not be. */
  readonly answer: string;
  readonly isRight: boolean;
  /** Of a processor: the clock depends on what else runs. */
  readonly milliseconds: number;
  /** That the process grew by. */
  readonly megabytes: number;
}

/** Of cells that a table is read into. */
const MOST_CELLS = 2 ** 28;

const [what = '', number = '', place = ''] = process.argv.slice(2);
const bomb = BOMBS[Number(number)];
if (!bomb) throw new Error(`there is no bomb ${number}`);
if (what === 'make') process.send?.(await bomb.write(place));
else {
  const { read = readCells } = bomb;
  const before = process.resourceUsage().maxRSS;
  const start = process.cpuUsage();
  const answer = await answerOf(() => read(place));
  const { user, system } = process.cpuUsage(start);
  const milliseconds = (user + system) / 1000;
  const megabytes = (process.resourceUsage().maxRSS - before) / 1024;
  process.send?.({ ...answer, milliseconds, megabytes } satisfies BombMessage);
}

async function readCells(file: string): Promise<void> {
  await readTable(file, { mostBytes: MOST_CELLS });
}

async function answerOf(
  read: () => Promise<void>,
): Promise<Pick<BombMessage, 'answer' | 'isRight'>> {
  try {
    await read();
    return { answer: 'read', isRight: true };
  } catch (thrown) {
    if (thrown instanceof AutofitError) return { answer: thrown.code, isRight: true };
    const answer = thrown instanceof Error ? (thrown.stack ?? thrown.message) : String(thrown);
    return { answer, isRight: false };
  }
}
