import { appendFileSync, readFileSync, writeFileSync } from 'node:fs';
import { open } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, onTestFinished, test, vi } from 'vitest';
import { JOURNAL_FILE } from '../../src/journal/event-log.js';
import {
  beginJournal,
  continueJournal,
  JOURNAL_FORMAT,
  readJournal,
  settingsHash,
} from '../../src/journal/journal-file.js';
import { replay } from '../../src/journal/replay.js';
import type { JournalEvent, RunEvent } from '../../src/trial/journal.js';
import { trialRecord } from '../fixtures/kept-trial.js';
import { tempFolder } from '../fixtures/temp-folder.js';

const run: RunEvent = {
  kind: 'run',
  format: JOURNAL_FORMAT,
  versions: { node: '1' },
  began: '2026-01-02T03:04:05.678Z',
  metric: 'rmse',
  source: '/data.csv',
  dataHash: 'abc',
  settings: { seed: 3 },
  settingsHash: settingsHash({ seed: 3 }),
};

function trialEvent(stretch: number, seconds = stretch): JournalEvent {
  return { kind: 'trial', stretch, trial: trialRecord(stretch), seconds };
}

function newFolder(): string {
  const folder = tempFolder();
  folder.write('marker', '');
  return join(folder.at('marker'), '..');
}

test('events come back in the order in which they were written', async () => {
  const folder = newFolder();
  const journal = await beginJournal(folder, run);
  const events = [trialEvent(2), trialEvent(0), trialEvent(1)];
  await Promise.all(events.map((event) => journal.append(event)));
  await journal.close();
  expect((await readJournal(folder)).events).toEqual([run, ...events]);
});

test('a last line that was torn off is dropped, and what is appended follows the whole ones', async () => {
  const folder = newFolder();
  const journal = await beginJournal(folder, run);
  await journal.append(trialEvent(0));
  await journal.close();
  const path = join(folder, JOURNAL_FILE);
  const whole = readFileSync(path);
  const line = JSON.stringify(trialEvent(1, 1.5));
  for (const length of [1, 10, line.length]) {
    writeFileSync(path, whole);
    appendFileSync(path, line.slice(0, length));
    const written = await readJournal(folder);
    expect(written.events).toEqual([run, trialEvent(0)]);
    const again = await continueJournal(folder, written);
    expect(again.earlier).toEqual(written.events);
    await again.append({ kind: 'end', seconds: 9 });
    await again.close();
    const { events } = await readJournal(folder);
    expect(events).toEqual([run, trialEvent(0), { kind: 'end', seconds: 9 }]);
  }
});

test.each([
  ['a line that is no JSON', `${JSON.stringify(run)}\n{"kind":\n`, ':2 cannot be read'],
  ['a line that is no event', `${JSON.stringify(run)}\n3\n`, ':2 cannot be read: Invalid input'],
  [
    'an event without a field that it needs',
    `${JSON.stringify(run)}\n{"kind":"end"}\n`,
    ':2 cannot be read: seconds: ',
  ],
  [
    'a field of a wrong kind within',
    `${JSON.stringify(run)}\n${JSON.stringify(trialEvent(1)).replace('"score":1', '"score":"1"')}\n`,
    ':2 cannot be read: trial.score: ',
  ],
  [
    'a setting that was changed',
    `${JSON.stringify({ ...run, settings: { seed: 4 } })}\n`,
    ':1 cannot be read: its settings were changed',
  ],
  ['another beginning', `${JSON.stringify(trialEvent(0))}\n`, 'does not begin a run'],
  ['a later format', `${JSON.stringify({ ...run, format: 99 })}\n`, 'does not begin a run'],
  [
    'a later format with other fields',
    `${JSON.stringify({ ...run, format: JOURNAL_FORMAT + 1, more: 1 })}\n{"kind":"new"}\n`,
    ':1 cannot be read: it does not begin a run of this version',
  ],
  ['nothing', '', 'does not begin a run'],
])('%s is told with its place', async (_name, text, message) => {
  const folder = newFolder();
  writeFileSync(join(folder, JOURNAL_FILE), text);
  await expect(readJournal(folder)).rejects.toThrow(message);
});

/** Makes the next writes of all files do something else. */
async function mockWrite(folder: string) {
  const file = await open(join(folder, JOURNAL_FILE));
  const write = vi.spyOn(Object.getPrototypeOf(file), 'write');
  await file.close();
  onTestFinished(() => write.mockRestore());
  return write;
}

test('an event that cannot be written is told with file and hint, and none follows it', async () => {
  const folder = newFolder();
  const journal = await beginJournal(folder, run);
  await journal.append(trialEvent(0));
  const write = await mockWrite(folder);
  write.mockRejectedValueOnce(new Error('ENOSPC: no space left on device, write'));
  const told = {
    code: 'CANNOT_WRITE',
    message: expect.stringContaining('no space left'),
    hint: `Is the disk full? Make room, then go on: \`resume("${folder}")\``,
    place: { file: join(folder, JOURNAL_FILE) },
  };
  const appends = [journal.append(trialEvent(1)), journal.append(trialEvent(2))];
  for (const append of appends) await expect(append).rejects.toMatchObject(told);
  await expect(journal.append(trialEvent(3))).rejects.toMatchObject(told);
  await journal.close();
  expect((await readJournal(folder)).events).toEqual([run, trialEvent(0)]);
});

test('lines that are no UTF-8 are told, as what stands behind them would be written over', async () => {
  const folder = newFolder();
  const journal = await beginJournal(folder, run);
  await journal.append(trialEvent(0));
  await journal.close();
  const path = join(folder, 'journal.jsonl');
  const bytes = readFileSync(path);
  const place = bytes.lastIndexOf('trial');
  bytes[place] = 0xff;
  writeFileSync(path, bytes);
  await expect(readJournal(folder)).rejects.toMatchObject({
    code: 'BAD_JOURNAL',
    message: `${path}:2 cannot be read: it holds bytes that are no UTF-8.`,
  });
});

test('closing waits for what was appended', async () => {
  const folder = newFolder();
  const journal = await beginJournal(folder, run);
  const append = journal.append(trialEvent(0));
  await journal.close();
  await append;
  expect((await readJournal(folder)).events).toEqual([run, trialEvent(0)]);
});

test('a folder without a journal is no run', async () => {
  await expect(readJournal(newFolder())).rejects.toMatchObject({ code: 'NO_RUN' });
});

test('a replay has the trials by number and rung, the pace and the last time', () => {
  const affordable = { mlp: 12 };
  const events: JournalEvent[] = [
    run,
    { kind: 'pace', affordable },
    trialEvent(2, 1),
    trialEvent(0, 4),
  ];
  const { trials, ...rest } = replay(events);
  expect([...trials.keys()]).toEqual(['0-0', '2-0']);
  const order = [2, 0].map((number) => ({ number, trial: number, rung: 0 }));
  expect(rest).toEqual({
    affordable,
    answerTimes: new Map(),
    order,
    seconds: 4,
    joins: [],
    isOver: false,
  });
  expect(replay([...events, { kind: 'end', seconds: 7 }])).toMatchObject({
    seconds: 7,
    isOver: true,
  });
  const more = { kind: 'more', seconds: 7, trials: 9, timeLimit: null, since: 0 } as const;
  const goneOn: JournalEvent[] = [...events, { kind: 'end', seconds: 7 }, more];
  expect(replay(goneOn)).toMatchObject({ joins: [more], isOver: false });
  expect(replay([...goneOn, { kind: 'end', seconds: 8 }])).toMatchObject({
    joins: [more],
    isOver: true,
  });
  expect(replay([])).toMatchObject({ affordable: undefined, seconds: 0, isOver: false });
});

test('settings that are nested too deep for what walks through them are a damaged line', async () => {
  const place = newFolder();
  const deep = `${'['.repeat(5000)}${']'.repeat(5000)}`;
  writeFileSync(join(place, JOURNAL_FILE), `${JSON.stringify(run).replace('{"seed":3}', deep)}\n`);
  await expect(readJournal(place)).rejects.toMatchObject({
    code: 'BAD_JOURNAL',
    message: expect.stringContaining(':1 cannot be read: it is nested more than 200 deep'),
  });
});

test('a time that no date can be made of is a damaged line', async () => {
  const place = newFolder();
  const lines = [run, { kind: 'end', seconds: 2 ** 53 }].map((own) => `${JSON.stringify(own)}\n`);
  writeFileSync(join(place, JOURNAL_FILE), lines.join(''));
  await expect(readJournal(place)).rejects.toMatchObject({
    code: 'BAD_JOURNAL',
    message: expect.stringContaining(':2 cannot be read: seconds'),
  });
});
