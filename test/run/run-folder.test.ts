import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { rankTrials } from '../../src/leaderboard/leaderboard.js';
import { metricNamed } from '../../src/metrics/metrics.js';
import { createRunFolder, openRunFolder, withTimes } from '../../src/run/run-folder.js';
import { writeFileSafely } from '../../src/util/write-file-safely.js';
import { trialRecord } from '../fixtures/kept-trial.js';
import { tempFolder } from '../fixtures/temp-folder.js';

const folder = tempFolder();

test.each(['leaderboard.csv', 'bad-rows.csv', 'standard-input', 'lock'])(
  "a folder with somebody else's %s is refused and left as it is",
  async (name) => {
    const place = folder.at(`others-${name}`);
    mkdirSync(place);
    writeFileSync(`${place}/${name}`, 'my own notes');
    await expect(createRunFolder(place)).rejects.toMatchObject({ code: 'FOLDER_USED' });
    expect(readFileSync(`${place}/${name}`, 'utf8')).toBe('my own notes');
    expect(readdirSync(place)).toEqual([name]);
  },
);

test("a folder with somebody else's trials is refused and left as it is", async () => {
  const place = folder.at('others-trials');
  mkdirSync(`${place}/trials`, { recursive: true });
  writeFileSync(`${place}/trials/notes.txt`, 'mine');
  await expect(createRunFolder(place)).rejects.toMatchObject({ code: 'FOLDER_USED' });
  expect(readFileSync(`${place}/trials/notes.txt`, 'utf8')).toBe('mine');
});

/** A folder as a process leaves it that is killed while it reads. */
function killedWhileReading(name: string, pid: number): string {
  const path = folder.at(name);
  mkdirSync(path);
  for (const own of ['bad-rows.csv', 'standard-input', 'standard-input.77.tmp', 'notes']) {
    writeFileSync(join(path, own), own);
  }
  writeFileSync(join(path, 'lock'), JSON.stringify({ host: hostname(), pid, start: null }));
  return path;
}

test('what a process left that was killed while reading is swept by the next run', async () => {
  const path = killedWhileReading('killed-reading', 2 ** 30);
  const run = await createRunFolder(path);
  expect(readdirSync(path).sort()).toEqual(['lock', 'notes']);
  run.close();
  expect(readdirSync(path)).toEqual(['notes']);
});

test('what a process that is still reading has written stays as it is', async () => {
  const path = killedWhileReading('reading', process.pid);
  const before = readdirSync(path);
  await expect(createRunFolder(path)).rejects.toMatchObject({ code: 'RUN_LOCKED' });
  expect(readdirSync(path)).toEqual(before);
});

test('files beside an empty lock, which nobody had, are refused and left as they are', async () => {
  const path = killedWhileReading('empty-lock', 2 ** 30);
  writeFileSync(join(path, 'lock'), '');
  const before = readdirSync(path);
  await expect(createRunFolder(path)).rejects.toMatchObject({ code: 'FOLDER_USED' });
  expect(readdirSync(path)).toEqual(before);
});

test("folders of a run's names are somebody else's, whoever left the lock", async () => {
  const path = killedWhileReading('others-folder', 2 ** 30);
  rmSync(join(path, 'bad-rows.csv'));
  mkdirSync(join(path, 'bad-rows.csv'));
  await expect(createRunFolder(path)).rejects.toMatchObject({ code: 'FOLDER_USED' });
});

test('rows that were set aside are gone with a run that does not begin, and stay with one that does', async () => {
  const rows = [{ source: 'data.csv', line: 3, cells: ['a'] }];
  const failed = await createRunFolder(folder.at('failed'));
  await failed.writeBadRows(rows);
  failed.close();
  expect(existsSync(folder.at('failed'))).toBe(false);
  const begun = await createRunFolder(folder.at('begun'));
  await begun.writeBadRows(rows);
  writeFileSync(folder.at('begun/journal.jsonl'), '');
  begun.close();
  expect(readdirSync(folder.at('begun')).sort()).toEqual(['bad-rows.csv', 'journal.jsonl']);
});

test('a run folder is made with its parents, and holds a lock alone before it is written', async () => {
  const path = folder.at('a/b/run');
  const run = await createRunFolder(path);
  expect(readdirSync(path)).toEqual(['lock']);
  await run.write(rankTrials([trialRecord(1)], metricNamed('rmse')), Uint8Array.of(1, 2, 3));
  await expect(createRunFolder(path)).rejects.toMatchObject({ code: 'RUN_LOCKED' });
  run.close();
  expect(readdirSync(path).sort()).toEqual(['leaderboard.csv', 'model.safetensors']);
  expect([...readFileSync(run.model)]).toEqual([1, 2, 3]);
  await expect(createRunFolder(path)).rejects.toMatchObject({ code: 'RUN_EXISTS' });
  expect(readdirSync(path)).not.toContain('lock');
});

test('folders that were made for a run are gone when nothing was written, others stay', async () => {
  const own = folder.at('own');
  mkdirSync(own);
  (await createRunFolder(folder.at('own/new/run'))).close();
  expect(readdirSync(own)).toEqual([]);
  (await createRunFolder(own)).close();
  expect(existsSync(own)).toBe(true);
  const used = await createRunFolder(folder.at('own/used/run'));
  writeFileSync(folder.at('own/used/notes'), '');
  used.close();
  expect(readdirSync(folder.at('own/used'))).toEqual(['notes']);
});

test('a folder without a run is not opened, and nothing is left in it', async () => {
  await expect(openRunFolder(folder.path)).rejects.toMatchObject({ code: 'NO_RUN' });
  expect(readdirSync(folder.path)).not.toContain('lock');
});

test('what a killed process left half written is gone when its run is opened', async () => {
  const path = folder.at('killed');
  mkdirSync(path);
  const whole = ['journal.jsonl', 'mine.tmp', 'model.safetensors'];
  for (const name of [...whole, 'model.safetensors.123.tmp', 'lock.45.tmp']) {
    writeFileSync(join(path, name), '');
  }
  (await openRunFolder(path)).close();
  expect(readdirSync(path).sort()).toEqual(whole);
});

test('a place that cannot be a folder is refused before anything runs', async () => {
  const file = folder.write('file', '');
  await expect(createRunFolder(file)).rejects.toMatchObject({ code: 'CANNOT_WRITE' });
  await expect(createRunFolder(`${file}/run`)).rejects.toMatchObject({ code: 'CANNOT_WRITE' });
});

test('a file is written whole or not at all', async () => {
  const path = folder.write('kept.txt', 'old');
  await writeFileSafely(path, 'new');
  expect(readFileSync(path, 'utf8')).toBe('new');
  await expect(writeFileSafely(folder.at('no/such/file'), 'x')).rejects.toMatchObject({
    code: 'CANNOT_WRITE',
  });
  await expect(writeFileSafely(folder.at('a'), 'x')).rejects.toMatchObject({
    code: 'CANNOT_WRITE',
  });
  expect(readdirSync(folder.path).filter((name) => name.endsWith('.tmp'))).toEqual([]);
});

test('a process that exits before its first file is whole leaves no folder', () => {
  const script = `
    import { readdirSync, writeFileSync } from 'node:fs';
    import { createRunFolder } from './src/run/run-folder.ts';
    import { writeFileSafely } from './src/util/write-file-safely.ts';
    await createRunFolder(process.env.RUN);
    writeFileSync(process.env.RUN + '/bad-rows.csv', 'a');
    void writeFileSafely(process.env.RUN + '/journal.jsonl', new Uint8Array(50_000_000));
    process.stdout.write(readdirSync(process.env.RUN).join());
    process.exit();
  `;
  const args = ['--import', 'tsx', '--input-type=module', '-e', script];
  const env = { ...process.env, RUN: folder.at('exited/run') };
  const told = execFileSync(process.execPath, args, { encoding: 'utf8', env });
  expect(told).toMatch(/^bad-rows\.csv,journal\.jsonl\.\d+\.tmp,lock$/);
  expect(existsSync(folder.at('exited'))).toBe(false);
});

test('a leaderboard that is no CSV is a mistake that says what to do', async () => {
  const path = folder.at('damaged-times');
  mkdirSync(path);
  writeFileSync(`${path}/leaderboard.csv`, 'name,fitSeconds\na,1,2\n');
  await expect(withTimes(path, [])).rejects.toMatchObject({
    code: 'BAD_LEADERBOARD',
    message: expect.stringMatching(/leaderboard\.csv cannot be read: .*\.$/),
  });
});
