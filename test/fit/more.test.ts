import { createHash } from 'node:crypto';
import { cpSync, existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { type FitOptions, type FittedPredictor, fit, report, resume } from '../../src/index.js';
import { readJournal } from '../../src/journal/journal-file.js';
import { shortHalved } from '../fixtures/short-halved.js';
import { tempFolder } from '../fixtures/temp-folder.js';

const folder = tempFolder();
const options: FitOptions = {
  label: 'species',
  preset: folder.write('halved.json', shortHalved),
  report: false,
};
const data = folder.write('penguins.csv', readFileSync('datasets/penguins.csv'));

function begin(name: string, more: Partial<FitOptions>): Promise<FittedPredictor> {
  return fit(data, { ...options, out: folder.at(name), ...more });
}

/** A copy of a run that is over. */
function copied(name: string, run = 'six'): string {
  cpSync(folder.at(run), folder.at(name), { recursive: true });
  return folder.at(name);
}

function hashOf(run: string): string {
  return createHash('sha256')
    .update(readFileSync(join(run, 'model.safetensors')))
    .digest('hex');
}

/** Notes and warnings that a call tells of. */
async function toldBy(call: (onProgress: FitOptions['onProgress']) => Promise<unknown>) {
  const told: string[] = [];
  await call((event) => {
    if (event.kind === 'note' || event.kind === 'warning') told.push(event.message);
  });
  return told;
}

describe('a run of six trials', () => {
  let sixteen = '';
  let twice = '';

  beforeAll(async () => {
    await begin('six', { trials: 6, workers: 2 });
    await begin('sixteen', { trials: 16, workers: 2 });
    sixteen = hashOf(folder.at('sixteen'));
    twice = copied('twice');
    await resume(twice, { trials: '+5', workers: 1 });
    await resume(twice, { trials: 16, workers: 3 });
  });

  test('that is given more, twice, ends in the bytes of one that had all from the start', async () => {
    const run = twice;
    const { summary } = await resume(run);
    expect(hashOf(run)).toBe(sixteen);
    expect(summary.trials).toBe(16);
    expect(summary.joins).toMatchObject([{ trials: 11, timeLimit: null }, { trials: 16 }]);
    expect(existsSync(join(run, 'before'))).toBe(false);
    const kept = readdirSync(join(run, 'trials')).sort();
    expect(kept).toEqual(readdirSync(join(folder.at('sixteen'), 'trials')).sort());
  });

  test('answers from its journal what it had tried before it was given more', async () => {
    const { events } = await readJournal(twice);
    const before = (await readJournal(folder.at('six'))).events;
    expect(events.slice(0, before.length)).toEqual(before);
    const trials = events.flatMap((event) =>
      event.kind === 'trial' ? [`${event.trial.number}-${event.trial.rung}`] : [],
    );
    expect(new Set(trials).size).toBe(trials.length);
    const bounds = events.filter(({ kind }) => kind === 'more' || kind === 'end');
    expect(bounds.map(({ kind }) => kind)).toEqual(['end', 'more', 'end', 'more', 'end']);
  });

  test('says in its report when it was given more', async () => {
    const { facts, page } = await report(twice);
    const { seconds = 0, joins = [], options: asked } = facts.asked;
    expect(joins).toHaveLength(2);
    for (const join of joins) expect(join.seconds).toBeLessThan(seconds);
    expect(asked.trials).toBe(16);
    const text = readFileSync(page, 'utf8');
    expect(text.match(/class="moment"/g)).toHaveLength(2);
    expect(text).toMatch(/It went on after .*, to 16 trials in all/);
  });

  test('trains again what is needed of what was lost', async () => {
    const run = copied('lost');
    rmSync(join(run, 'trials'), { recursive: true });
    const told = await toldBy((onProgress) => resume(run, { trials: '+10', onProgress }));
    expect(told.filter((message) => message.includes('trained again')).length).toBeGreaterThan(2);
    expect(hashOf(run)).toBe(sixteen);
  });

  test('keeps what it had where more leads to something worse, and says so', async () => {
    const run = copied('worse');
    const before = hashOf(run);
    rmSync(join(run, 'trials'), { recursive: true });
    // The time is up before anything could be trained again.
    const resumed = toldBy(async (onProgress) => {
      const { summary } = await resume(run, { timeLimit: '+1ms', onProgress });
      expect(summary.baselineOnly).toBe(false);
    });
    expect(await resumed).toContainEqual(
      expect.stringContaining('what the run had before is kept'),
    );
    expect(hashOf(run)).toBe(before);
    expect(existsSync(join(run, 'before'))).toBe(false);
  });

  test('is left as it is where it is given what it has had', async () => {
    const run = copied('same');
    const before = readFileSync(join(run, 'journal.jsonl'));
    await resume(run, { trials: 6 });
    expect(readFileSync(join(run, 'journal.jsonl'))).toEqual(before);
  });

  test.each([
    [{ trials: 3 }, 'BUDGET_SPENT'],
    [{ timeLimit: '1ms' }, 'BUDGET_SPENT'],
    [{ timeLimit: 'long' }, 'BAD_DURATION'],
  ] as const)('cannot be given %j', async (more, code) => {
    const run = copied(`refused-${code}-${Object.keys(more)}`);
    const before = readFileSync(join(run, 'journal.jsonl'));
    await expect(resume(run, more)).rejects.toMatchObject({ code });
    expect(readFileSync(join(run, 'journal.jsonl'))).toEqual(before);
  });

  test('is given nothing where its data or the version is another one', async () => {
    const run = copied('other');
    const journal = readFileSync(join(run, 'journal.jsonl'), 'utf8');
    const other = journal.replace(/"autofit":"[^"]+"/, '"autofit":"0.0.1"');
    writeFileSync(join(run, 'journal.jsonl'), other);
    await expect(resume(run, { trials: '+1' })).rejects.toMatchObject({ code: 'OTHER_VERSION' });
    const changed = folder.write('changed.csv', readFileSync(data, 'utf8').replace('39.1', '39.2'));
    writeFileSync(
      join(run, 'journal.jsonl'),
      journal.replace(JSON.stringify(data), JSON.stringify(changed)),
    );
    await expect(resume(run, { trials: '+1' })).rejects.toMatchObject({ code: 'DATA_CHANGED' });
    expect(existsSync(join(run, 'before'))).toBe(false);
  });
});

test('of a run of many trials nothing is lost that is asked for when it is given more', async () => {
  // More than are kept for the ensemble, of which paused ones answer all folds too.
  await begin('many', { trials: 70, workers: 2 });
  const told = await toldBy((onProgress) =>
    resume(folder.at('many'), { trials: '+1', workers: 2, onProgress }),
  );
  expect(told.filter((message) => message.includes('trained again'))).toEqual([]);
  const stretches = (await readJournal(folder.at('many'))).events.flatMap((event) =>
    event.kind === 'trial' ? [`${event.trial.number}-${event.trial.rung}`] : [],
  );
  expect(new Set(stretches).size).toBe(stretches.length);
});
