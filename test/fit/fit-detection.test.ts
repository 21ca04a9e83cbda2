import { mkdirSync, readdirSync, readFileSync, realpathSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { decodePicture } from '../../src/image/decode-picture.js';
import { encodePng } from '../../src/image/encode-png.js';
import {
  exportTypeScript,
  fit,
  loadDetector,
  loadPredictor,
  type ProgressEvent,
  resume,
} from '../../src/index.js';
import { squarePictures } from '../fixtures/square-pictures.js';
import { tempFolder } from '../fixtures/temp-folder.js';

const folder = tempFolder();
mkdirSync(folder.at('images'));
const pictures = squarePictures(10, 32, 3);
const names = pictures.map((_, i) => `p${i}.png`);
for (const [i, { picture }] of pictures.entries()) {
  folder.write(join('images', names[i] ?? ''), await encodePng(picture));
}
const lines = pictures.flatMap(({ boxes }, i) =>
  boxes.map(({ code, x1, y1, x2, y2 }) =>
    [names[i], ['light', 'dark'][code], x1, y1, x2, y2].join(','),
  ),
);
const header = 'image,label,x1,y1,x2,y2';
const data = folder.write('boxes.csv', `${[header, ...lines].join('\n')}\n`);
const quick = { task: 'detection', trials: 1, kernels: 'auto' } as const;
const run = folder.at('run');
const told: string[] = [];
const events: ProgressEvent[] = [];
const detector = await fit(data, {
  ...quick,
  workers: 2,
  test: data,
  out: run,
  onProgress: (event) => {
    if ('message' in event) told.push(`${event.kind}: ${event.message}`);
    else events.push(event);
  },
});

test('boxes are found on pictures, in their pixels, with the names of their classes', async () => {
  expect(detector.info.classes).toEqual(['dark', 'light']);
  const [first = [], ...others] = await detector.predict(folder.at('images'));
  expect(others).toHaveLength(9);
  const [light] = first.filter(({ label }) => label === 'light');
  const truth = pictures[0]?.boxes[0];
  expect(light?.score).toBeGreaterThan(detector.info.threshold);
  for (const edge of ['x1', 'y1', 'x2', 'y2'] as const) {
    expect(Math.abs((light?.[edge] ?? 99) - (truth?.[edge] ?? 0))).toBeLessThan(4);
  }
  const [own] = pictures;
  const bytes = readFileSync(folder.at('images/p0.png'));
  const again = await detector.predict([bytes, own?.picture ?? bytes, folder.at('images/p0.png')]);
  expect(again).toEqual([first, first, first]);
});

test('a run leaves model, leaderboard, journal and a page, and tells what it found', async () => {
  expect(readdirSync(run).sort()).toEqual([
    'journal.jsonl',
    'leaderboard.csv',
    'model.safetensors',
    'report.html',
  ]);
  const { summary } = detector;
  expect(summary.leaderboard.map(({ name }) => name).sort()).toEqual([
    'detector',
    'detector-1',
    'mean-boxes',
  ]);
  expect(summary.scoreTest?.mAP50).toBeGreaterThan(0.5);
  expect(readFileSync(join(run, 'report.html'), 'utf8')).toContain('data:image/png;base64,');
  expect(events).toContainEqual({
    kind: 'boxes',
    pictures: 10,
    boxes: 20,
    classes: ['dark', 'light'],
  });
  expect(told.filter((line) => line.startsWith('warning'))).toHaveLength(2);
});

test('each candidate, what workers do, and how many pictures are read are told', () => {
  const of = <K extends ProgressEvent['kind']>(kind: K) =>
    events.filter((event): event is Extract<ProgressEvent, { kind: K }> => event.kind === kind);
  expect(of('reading-pictures').map(({ pictures: done }) => done)).toEqual([...names.keys()]);
  expect(of('candidate')).toMatchObject([
    {
      candidate: { name: 'detector-1', state: 'complete', epochs: 12 },
      finished: 1,
      best: { name: 'detector-1', mAP50: expect.any(Number) },
      trials: 1,
    },
  ]);
  const jobs = of('job').map(({ name, state, worker }) => `${name} ${state} by ${worker}`);
  expect(jobs.slice(0, 4)).toEqual([
    'detector-1 begun by 1',
    'detector-1 ended by 1',
    'detector, network 1 begun by 1',
    'detector, network 2 begun by 2',
  ]);
  expect(jobs).toHaveLength(6);
  expect(of('phase').map(({ phase }) => phase)).toEqual([
    ...['reading', 'searching', 'refitting', 'scoring', 'saving'],
  ]);
});

test('the model file is the same byte for byte with one worker, and finds the same when it is loaded', async () => {
  const alone = await fit(data, { ...quick, workers: 1 });
  expect(
    Buffer.from(await alone.toBytes()).equals(readFileSync(join(run, 'model.safetensors'))),
  ).toBe(true);
  const loaded = await loadDetector(run);
  const first = [folder.at('images/p1.png')];
  expect(await loaded.predict(first)).toEqual(await detector.predict(first));
  expect(loaded.info).toEqual(detector.info);
});

test('found boxes are written as CSV or as COCO, and drawn', async () => {
  const csv = folder.at('found.csv');
  const counts = await detector.predictFile(folder.at('images'), csv, { draw: folder.at('drawn') });
  const [first, ...rows] = readFileSync(csv, 'utf8').trim().split('\n');
  expect(first).toBe('image,label,score,x1,y1,x2,y2');
  expect(rows).toHaveLength(counts.boxes);
  expect(rows[0]).toMatch(/^p0\.png,(dark|light),0?\.\d+(,-?[\d.]+){4}$/);
  expect(readdirSync(folder.at('drawn'))).toEqual(names);
  const drawn = await decodePicture(readFileSync(folder.at('drawn/p0.png')));
  expect([drawn.width, drawn.height]).toEqual([32, 32]);
  const json = folder.at('found.json');
  await detector.predictFile(data, json, { minScore: 0 });
  const { boxes } = await detector.evaluate(json);
  expect(boxes).toBeGreaterThan(counts.boxes);
});

test('a picture that is broken does not cost what is found on the others', async () => {
  mkdirSync(folder.at('some'));
  const whole = readFileSync(folder.at('images/p0.png'));
  folder.write('some/a.png', brokenInside(whole));
  folder.write('some/b.png', whole);
  folder.write('some/c.png', 'no picture');
  // No file, whatever its name says.
  mkdirSync(folder.at('some/d.png'));
  const out = folder.at('some.csv');
  const told = await detector.predictFile(folder.at('some'), out, {
    draw: folder.at('some-drawn'),
  });
  expect(told.pictures).toBe(1);
  expect(told.notes).toEqual([
    expect.stringMatching(/^2 pictures of 3 cannot be used: .*a\.png .*c\.png .*; left out$/),
  ]);
  expect(readFileSync(out, 'utf8')).toContain('b.png');
  expect(readdirSync(folder.at('some-drawn'))).toEqual(['b.png']);
  await expect(detector.predictFile(folder.at('some/a.png'), out)).rejects.toMatchObject({
    code: 'BAD_PICTURE',
  });
  const named = folder.write('some/boxes.csv', `${header}\nb.png,,,,,\nc.png,,,,,\n`);
  expect((await detector.predictFile(named, out)).notes).toHaveLength(1);
});

test('what is for tables is refused, and so is a table where boxes are wanted', async () => {
  await expect(loadPredictor(run)).rejects.toMatchObject({ code: 'IS_DETECTOR' });
  await expect(exportTypeScript(run)).rejects.toMatchObject({ code: 'IS_DETECTOR' });
  await expect(resume(run)).rejects.toMatchObject({ code: 'IS_DETECTION' });
  await expect(fit(data, { ...quick, models: ['linear'] } as never)).rejects.toThrow(
    '`models` is for tables, and here boxes are found.',
  );
  const table = await fit(
    [
      { a: 1, y: 1 },
      { a: 2, y: 2 },
      { a: 3, y: 3 },
      { a: 4, y: 4 },
    ],
    { label: 'y', trials: 1, models: ['linear'] },
  );
  await table.save(folder.at('table.safetensors'));
  await expect(loadDetector(folder.at('table.safetensors'))).rejects.toMatchObject({
    code: 'NO_DETECTOR',
  });
});

test('data that nothing can be learnt from are refused before any training', async () => {
  const few = folder.write('few.csv', `${[header, ...lines.slice(0, 4)].join('\n')}\n`);
  await expect(fit(few, quick)).rejects.toMatchObject({ code: 'FEW_PICTURES' });
  const none = folder.write('none.csv', `${header}\np0.png,,,,,\n`);
  await expect(fit(none, quick)).rejects.toMatchObject({ code: 'NO_BOXES' });
  const swapped = names.map((name) => `${name},dark,9,9,4,4`);
  await expect(
    fit(folder.write('images/swapped.csv', `${[header, ...swapped].join('\n')}\n`), quick),
  ).rejects.toMatchObject({
    code: 'NO_BOXES',
    message: expect.stringContaining('10 boxes left out, without width or height'),
  });
  const whole = readFileSync(folder.at('images/p0.png'));
  const copies = ['c0', 'c1', 'c2', 'c3'].map((name) => `${name}.png,dark,1,1,9,9`);
  for (const name of ['c0', 'c1', 'c2', 'c3']) folder.write(`images/${name}.png`, whole);
  const same = folder.write(
    'same.csv',
    `${[header, ...copies, ...lines.slice(2, 4)].join('\n')}\n`,
  );
  await expect(fit(same, quick)).rejects.toMatchObject({
    code: 'FEW_PICTURES',
    message: expect.stringContaining('has 2 different pictures.'),
  });
  for (const name of ['c0', 'c1', 'c2', 'c3']) rmSync(folder.at(`images/${name}.png`));
  await expect(fit(folder.at('absent.json'), quick)).rejects.toMatchObject({ code: 'BAD_BOXES' });
});

test('a time limit that is over at once leaves the mean boxes', async () => {
  const stop = new AbortController();
  stop.abort();
  const baseline = await fit(data, {
    task: 'detection',
    timeLimit: 5,
    workers: 1,
    signal: stop.signal,
  });
  expect(baseline.summary.leaderboard.map(({ name }) => name)).toEqual(['mean-boxes']);
  expect((await baseline.predict([folder.at('images/p0.png')]))[0]).toHaveLength(2);
});

test('pictures of a test lie beside it, and one that breaks when it is decoded costs the test alone', async () => {
  const stop = new AbortController();
  stop.abort();
  const warnings: string[] = [];
  const fitWith = (test: string, out: string) =>
    fit(data, {
      task: 'detection',
      workers: 1,
      signal: stop.signal,
      images: folder.at('images'),
      test,
      out,
      onProgress: (event) => {
        if (event.kind === 'warning') warnings.push(event.message);
      },
    });
  mkdirSync(folder.at('test'));
  const wide = await encodePng({ width: 48, height: 48, pixels: new Uint8Array(48 * 48 * 3) });
  const torn = folder.write('test/p0.png', brokenInside(wide));
  const boxes = `${header}\np0.png,dark,33,33,48,48\n`;
  const out = folder.at('broken-test');
  const { summary } = await fitWith(folder.write('test/boxes.csv', boxes), out);
  expect(summary.scoreTest).toBeUndefined();
  expect(readdirSync(out)).toContain('model.safetensors');
  expect(warnings.find((message) => message.startsWith('the test is not scored'))).toContain(
    realpathSync(torn),
  );
  folder.write('test/p0.png', wide);
  const told = await fitWith(folder.at('test/boxes.csv'), folder.at('whole-test'));
  expect(told.summary.scoreTest).toBeDefined();
});

test('a picture that breaks when it is decoded is set aside where that is asked for', async () => {
  const [whole] = pictures;
  if (!whole) throw new Error('no picture');
  folder.write('images/torn.png', brokenInside(await encodePng(whole.picture)));
  const torn = folder.write(
    'torn.csv',
    `${[header, ...lines.slice(0, 8), 'torn.png,dark,1,1,9,9'].join('\n')}\n`,
  );
  const notes: string[] = [];
  const { summary } = await fit(torn, {
    ...quick,
    workers: 1,
    skipBadRows: true,
    onProgress: (event) => {
      if (event.kind === 'note') notes.push(event.message);
    },
  });
  expect(summary.pictures).toBe(4);
  expect(notes.find((note) => note.startsWith('1 picture of 5 cannot be used'))).toMatch(
    /torn\.png .*; set aside$/,
  );
  await expect(fit(torn, { ...quick, workers: 1 })).rejects.toMatchObject({ code: 'BAD_PICTURE' });
  // Of a test, too: what cannot be looked at, and what breaks when it is decoded.
  mkdirSync(folder.at('torn-test'));
  folder.write('torn-test/p0.png', await encodePng(whole.picture));
  folder.write('torn-test/torn.png', 'no picture');
  const rows = [lines[0] ?? '', 'torn.png,dark,1,1,9,9'];
  const scored = folder.write('torn-test/boxes.csv', `${[header, ...rows].join('\n')}\n`);
  const told = await fit(data, { ...quick, workers: 1, test: scored, skipBadRows: true });
  expect(told.summary.scoreTest).toBeDefined();
  await expect(told.evaluate(scored)).rejects.toMatchObject({ code: 'BAD_PICTURE' });
  expect(await told.evaluate(scored, { skipBadRows: true })).toMatchObject({ pictures: 1 });
  await expect(fit(data, { ...quick, workers: 1, test: scored })).rejects.toMatchObject({
    code: 'BAD_PICTURE',
  });
  rmSync(folder.at('images/torn.png'));
});

/** Its header is whole, its pixels are not. */
function brokenInside(png: Uint8Array): Uint8Array {
  return Uint8Array.from(png).fill(255, 41, 60);
}
