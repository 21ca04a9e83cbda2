import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, test, vi } from 'vitest';
import { maximize, minimize } from '../../src/study/minimize.js';
import { choice, float, int } from '../../src/study/study-space.js';

const folder = mkdtempSync(join(tmpdir(), 'autofit-study-'));
afterAll(() => rmSync(folder, { recursive: true }));

const space = {
  x: float(-5, 10),
  y: float(-5, 5),
  shape: choice({ flat: {}, tilted: { slope: int(1, 9) } }),
};
type Params = Parameters<typeof bowl>[0];
function bowl(params: { x: number; y: number; shape: string; slope?: number }): number {
  const { x, y, shape, slope = 0 } = params;
  return (x - 3) ** 2 + (y + 1) ** 2 + (shape === 'flat' ? 5 : Math.abs(slope - 4));
}
/** Ends sooner or later, in another order than it began. */
async function slowBowl(params: Params, { number }: { number: number }): Promise<number> {
  await sleep((number * 7) % 5);
  if (number % 10 === 3) throw new Error('out of luck');
  return bowl(params);
}

function codeOf(thrown: unknown): unknown {
  return (thrown as { code?: unknown }).code;
}

test('the best parameters come near to the least value, chosen by what came before', async () => {
  const { params, value, number, trials } = await minimize(space, bowl, { trials: 80 });
  expect(trials.map((trial) => trial.number)).toEqual(Array.from({ length: 80 }, (_, i) => i));
  expect(value).toBe(Math.min(...trials.map((trial) => trial.value ?? Number.NaN)));
  expect(trials[number ?? -1]?.params).toEqual(params);
  const first = Math.min(...trials.slice(0, 10).map((trial) => trial.value ?? Number.NaN));
  expect(value).toBeLessThan(Math.min(0.1, first / 10));
});

test('maximize is minimize of the negative', async () => {
  const least = await minimize(space, bowl, { trials: 30, lag: 1 });
  const most = await maximize(space, (params) => -bowl(params), { trials: 30, lag: 1 });
  expect(most.value).toBe(-least.value);
  expect(most.params).toEqual(least.params);
});

test('any number of workers tries the same, and failed trials are kept with their reason', async () => {
  const runs = await Promise.all(
    [1, 3, 8].map((workers) => minimize(space, slowBowl, { trials: 40, workers, seed: 5 })),
  );
  expect(runs[1]).toEqual(runs[0]);
  expect(runs[2]).toEqual(runs[0]);
  const failed = runs[0]?.trials.filter(({ state }) => state === 'failed');
  expect(failed?.map(({ number, reason }) => [number, reason])).toEqual([
    [3, 'out of luck'],
    [13, 'out of luck'],
    [23, 'out of luck'],
    [33, 'out of luck'],
  ]);
  const other = await minimize(space, slowBowl, { trials: 40, seed: 6 });
  expect(other.params).not.toEqual(runs[0]?.params);
});

test('as many trials run at a time as there are workers', async () => {
  let [running, most] = [0, 0];
  const counted = async (params: Params) => {
    running++;
    most = Math.max(most, running);
    await sleep(2);
    running--;
    return bowl(params);
  };
  await minimize(space, counted, { trials: 20, workers: 3 });
  expect(most).toBe(3);
});

describe('with a journal', () => {
  const options = { trials: 30, workers: 2, seed: 1, scheduler: 'median' } as const;
  const reporting = async (params: Params, trial: Parameters<typeof slowBowl>[1] & Reporter) => {
    for (let step = 1; step <= 3; step++) {
      trial.report(step, bowl(params) + 1 / step);
      if (trial.shouldStop()) return 0;
    }
    return slowBowl(params, trial);
  };
  interface Reporter {
    report(step: number, value: number): void;
    shouldStop(): boolean;
  }

  test('a search that was killed goes on where it was, and ends as if it had not been', async () => {
    const whole = join(folder, 'whole.jsonl');
    const straight = await minimize(space, reporting, { ...options, journal: whole });
    expect(straight.trials.some(({ state }) => state === 'pruned')).toBe(true);
    const lines = readFileSync(whole, 'utf8').split(/(?<=\n)/);
    for (const kept of [1, 9, 22, 31]) {
      const journal = join(folder, `killed-${kept}.jsonl`);
      const torn = (lines[kept] ?? '').slice(0, 20);
      writeFileSync(journal, lines.slice(0, kept).join('') + torn);
      let ran = 0;
      const counted: typeof reporting = (params, trial) => {
        ran++;
        return reporting(params, trial);
      };
      const resumed = await minimize(space, counted, { ...options, journal });
      expect(resumed).toEqual(straight);
      expect(ran).toBe(31 - kept);
      const numbers = readFileSync(journal, 'utf8').trim().split('\n').slice(1);
      expect(new Set(numbers.map((line) => JSON.parse(line).number)).size).toBe(30);
    }
  });

  test('each trial is on disk before it is told', async () => {
    const journal = join(folder, 'told.jsonl');
    const seen: boolean[] = [];
    const onTrial = ({ number }: { number: number }) => {
      const last = readFileSync(journal, 'utf8').trim().split('\n').at(-1) ?? '';
      seen.push(JSON.parse(last).number === number);
    };
    await minimize(space, bowl, { trials: 5, journal, onTrial });
    expect(seen).toEqual([true, true, true, true, true]);
  });

  test('more trials go on behind those that there are', async () => {
    const journal = join(folder, 'more.jsonl');
    await minimize(space, bowl, { trials: 12, journal });
    const more = await minimize(space, bowl, { trials: 25, journal });
    expect(more).toEqual(await minimize(space, bowl, { trials: 25 }));
  });

  test('that of another search is refused, with what differs', async () => {
    const journal = join(folder, 'other.jsonl');
    await minimize(space, bowl, { trials: 3, journal });
    const other = { ...space, x: float(-5, 11) };
    await expect(minimize(other, bowl, { trials: 3, journal })).rejects.toMatchObject({
      code: 'OTHER_STUDY',
      message: expect.stringContaining('`space`'),
    });
    await expect(minimize(space, bowl, { trials: 3, journal, seed: 2 })).rejects.toThrow('`seed`');
    await expect(maximize(space, bowl, { trials: 3, journal })).rejects.toThrow('`direction`');
    await expect(minimize(space, bowl, { trials: 3, journal, lag: 2 })).rejects.toThrow('`lag`');
  });

  test('fields of a space may be written in any order', async () => {
    const journal = join(folder, 'order.jsonl');
    const line = { x: { high: 10, low: -5, kind: 'uniform' } } as const;
    const far = ({ x }: { x: number }) => Math.abs(x - 3);
    const first = await minimize(line, far, { trials: 3, journal });
    expect(await minimize(line, far, { trials: 3, journal })).toEqual(first);
    expect(await minimize({ x: float(-5, 11) }, far, { trials: 3, journal }).catch(codeOf)).toBe(
      'OTHER_STUDY',
    );
  });

  test('what is no objective begins none, and leaves no timer', async () => {
    const journal = join(folder, 'none.jsonl');
    const controller = new AbortController();
    const listens = vi.spyOn(controller.signal, 'addEventListener');
    const { signal } = controller;
    for (const objective of [42, null, undefined, {}]) {
      const search = minimize(space, objective as never, { timeLimit: '1h', signal, journal });
      expect(await search.catch(codeOf)).toBe('BAD_ARGUMENT');
    }
    expect(existsSync(journal)).toBe(false);
    expect(listens).not.toHaveBeenCalled();
  });

  test('a line that is none is told with its place', async () => {
    const journal = join(folder, 'damaged.jsonl');
    await minimize(space, bowl, { trials: 3, journal });
    const lines = readFileSync(journal, 'utf8').split('\n');
    writeFileSync(journal, [lines[0], 'oh', ...lines.slice(2)].join('\n'));
    await expect(minimize(space, bowl, { trials: 3, journal })).rejects.toMatchObject({
      code: 'BAD_JOURNAL',
      place: { line: 2 },
    });
  });

  test('a study of another version is told for what it is', async () => {
    const journal = join(folder, 'later.jsonl');
    writeFileSync(journal, '{"kind":"study","format":99,"more":1}\n');
    await expect(minimize(space, bowl, { trials: 3, journal })).rejects.toMatchObject({
      code: 'BAD_JOURNAL',
      message: `${journal}:1 cannot be read: it does not begin a study of this version.`,
    });
  });
});

test('what is enqueued is tried first, and what is known guides without a trial', async () => {
  const best = { x: 3, y: -1, shape: 'tilted', slope: 4 } as const;
  const other = { x: 0, y: 0, shape: 'flat' } as const;
  const { trials } = await minimize(space, bowl, { trials: 4, enqueue: [other, best] });
  expect(trials.slice(0, 2).map(({ params }) => params)).toEqual([other, best]);
  const from = Array.from({ length: 12 }, (_, i) => {
    const params = { ...best, y: -1 + i / 50 };
    return { params, value: bowl(params) };
  });
  const warm = await minimize(space, bowl, { trials: 2, from });
  expect([warm.number, warm.params]).toEqual([null, best]);
  expect(warm.trials).toHaveLength(2);
  await expect(
    minimize(space, bowl, { trials: 2, enqueue: [{ ...other, x: 99 }] }),
  ).rejects.toThrow('`enqueue` 1: "x" cannot be 99');
});

test('a search ends with its time, though an objective is deaf', async () => {
  const journal = join(folder, 'time.jsonl');
  const began = performance.now();
  const deaf = async (params: Params, { number }: { number: number }) => {
    if (number === 5) await sleep(60_000, undefined, { ref: false });
    await sleep(5);
    return bowl(params);
  };
  const { trials } = await minimize(space, deaf, {
    timeLimit: 0.3,
    workers: 2,
    journal,
    sampler: 'random',
  });
  expect(performance.now() - began).toBeLessThan(30_000);
  expect(trials.length).toBeGreaterThan(0);
  expect(trials.map(({ number }) => number)).not.toContain(5);
  // Behind the last trial a moment may be left, so a longer time than that is over would do.
  let begunAgain = 0;
  const counted = (params: Params) => {
    begunAgain++;
    return bowl(params);
  };
  const options = { workers: 2, journal, sampler: 'random' } as const;
  const again = await minimize(space, counted, { timeLimit: 0.001, ...options });
  expect(again.trials).toEqual(trials);
  expect(begunAgain).toBe(0);
});

test('an abort ends it with what there is, and is heard between objectives that wait for nothing', async () => {
  const controller = new AbortController();
  const { signal } = controller;
  // As a timer, but behind the first trial on a busy machine too.
  const onTrial = ({ number }: { number: number }) => {
    if (number === 0) setTimeout(() => controller.abort(), 20);
  };
  const options = { timeLimit: '10m', signal, sampler: 'random', onTrial } as const;
  const { trials } = await minimize(space, bowl, options);
  expect(trials.length).toBeGreaterThan(0);
});

test('a space that is exhausted ends the search', async () => {
  const few = { a: choice(['x', 'y', 'z']), b: choice([1, 2]) };
  const { trials } = await minimize(few, ({ a, b }) => a.charCodeAt(0) * b, { trials: 50 });
  expect(trials).toHaveLength(6);
});

test.each([
  [{}, 'A search needs `trials`', 'Say when it is to end, as by `trials: 100`.'],
  [{ trials: 0 }, '`trials` cannot be 0', 'It takes a number of at least 1.'],
  [{ trials: '5' }, '`trials` cannot be "5"', 'It takes a number.'],
  [{ trials: 5, workers: 9 }, '`workers: 9` are more', 'Give `lag: 9`'],
  [{ trials: 5, sampler: 'magic' }, '`sampler` cannot be "magic"', 'one of: random, sobol, tpe'],
  [{ trials: 5, journal: '' }, '`journal` cannot be ""', 'It takes one that is not empty.'],
  [{ trials: 5, onTrial: 1 }, '`onTrial` cannot be 1', 'It takes a function.'],
  [{ timeLimit: Number.NaN }, '`timeLimit` cannot be NaN', 'It takes a text or a number.'],
  [{ timeLimit: 'soon' }, '`timeLimit`: "soon" is not a duration', 'Write it as 30s, 5m or 1h.'],
  [
    { trials: 5, from: [{ value: '1' }] },
    '`from.0.params` cannot be undefined',
    'It takes an object.',
  ],
  [{ trials: 5, trails: 6 }, 'There is no option "trails"', 'Did you mean "trials"?'],
  [{ trials: 5, direction: 'maximize' }, 'There is no option "direction"', 'The options are'],
])('the options %o are refused', async (options, message, hint) => {
  await expect(minimize(space, bowl, options as { trials: number })).rejects.toMatchObject({
    message: expect.stringContaining(message),
    hint: expect.stringContaining(hint),
  });
});

test('a journal that is begun twice at once is of the first search', async () => {
  const journal = join(folder, 'twice.jsonl');
  const asked = [1, 2].map(() => minimize(space, bowl, { trials: 3, journal }));
  const [first, second] = await Promise.allSettled(asked);
  expect(first?.status).toBe('fulfilled');
  expect(second).toMatchObject({ reason: { code: 'JOURNAL_USED' } });
});

test('a search without a value is an error with the first reason', async () => {
  const fails = () => {
    throw new Error('no luck');
  };
  await expect(minimize(space, fails, { trials: 3 })).rejects.toMatchObject({
    code: 'NO_VALUE',
    message: expect.stringContaining('no luck'),
  });
  await expect(minimize(space, () => Number.NaN, { trials: 3 })).rejects.toThrow(
    'gave NaN, not a finite number',
  );
});

describe('the path of a module', () => {
  const module = new URL('../fixtures/objective.mjs', import.meta.url);
  const plane = { x: float(-5, 10), y: float(-5, 5) };

  test('runs in worker threads, and tries what it would in this one', async () => {
    const [one, two] = await Promise.all(
      [1, 2].map((workers) => minimize(plane, module, { trials: 20, workers })),
    );
    expect(two).toEqual(one);
    expect(one?.trials.map(({ reports }) => reports.length)).toContain(1);
    const failed = one?.trials.filter(({ state }) => state === 'failed') ?? [];
    expect(failed.length).toBeGreaterThan(0);
    for (const { params, reason } of failed) {
      expect(params.x).toBeGreaterThan(6);
      expect(reason).toBe('x is too large in a thread');
    }
  });

  test('may be the text of a URL, as import.meta.resolve gives it', async () => {
    const options = { trials: 3, workers: 1 };
    const found = await minimize(plane, module.href, options);
    expect(found).toEqual(await minimize(plane, fileURLToPath(module), options));
  });

  test('is told by its signal that the search ends', async () => {
    const heeding = new URL('../fixtures/heeding-objective.mjs', import.meta.url);
    const [begun, ended] = [join(folder, 'begun'), join(folder, 'ended')];
    const controller = new AbortController();
    const search = minimize({ begun: choice([begun]), ended: choice([ended]) }, heeding, {
      trials: 1,
      signal: controller.signal,
    }).catch(codeOf);
    while (!existsSync(begun)) await sleep(5);
    controller.abort();
    expect(await search).toBe('NO_VALUE');
    expect(existsSync(ended)).toBe(true);
  });

  test('that is none is told', async () => {
    const other = new URL('../fixtures/no-objective.mjs', import.meta.url);
    await expect(minimize(plane, other, { trials: 2 })).rejects.toMatchObject({
      code: 'BAD_OBJECTIVE',
      message: expect.stringContaining('its default export is undefined'),
    });
    await expect(minimize(plane, 'nowhere.mjs', { trials: 2 })).rejects.toThrow('nowhere.mjs');
  });
});

test('a study of more trials than a call takes arguments goes on', async () => {
  const journal = join(folder, 'long.jsonl');
  const options = { sampler: 'random', journal } as const;
  const line = { x: float(0, 1) };
  await minimize(line, ({ x }) => x, { ...options, trials: 1 });
  const [head, first = ''] = readFileSync(journal, 'utf8').split('\n');
  const trials = Array.from({ length: 130_000 }, (_, number) =>
    first.replace('"number":0', `"number":${number}`),
  );
  writeFileSync(journal, [head, ...trials, ''].join('\n'));
  const { trials: all } = await minimize(line, ({ x }) => x, { ...options, trials: 130_001 });
  expect(all).toHaveLength(130_001);
});
