import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, expect, test } from 'vitest';
import { fit, type ProgressEvent, resume, resumeDetector } from '../../src/index.js';
import { writeSquareBoxes } from '../fixtures/square-boxes.js';
import { tempFolder } from '../fixtures/temp-folder.js';

const folder = tempFolder();
const data = await writeSquareBoxes(folder, 5);
const options = { task: 'detection', trials: 2, workers: 1, test: data } as const;
const [whole, stopped] = [folder.at('whole'), folder.at('stopped')];
const modelOf = (run: string) => readFileSync(join(run, 'model.safetensors'));
const kindsIn = (run: string): string[] =>
  readFileSync(join(run, 'journal.jsonl'), 'utf8')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line).kind);

/** What is trained while something is done. */
async function trained<T>(work: (onProgress: (event: ProgressEvent) => void) => Promise<T>) {
  const names: string[] = [];
  const warnings: string[] = [];
  const result = await work((event) => {
    if (event.kind === 'job' && event.state === 'begun') names.push(event.name);
    if (event.kind === 'warning') warnings.push(event.message);
  });
  return { result, names, warnings };
}

beforeAll(async () => {
  await fit(data, { ...options, out: whole });
  const stop = new AbortController();
  const onProgress = (event: ProgressEvent) => {
    if (event.kind === 'candidate') stop.abort();
  };
  await fit(data, { ...options, out: stopped, signal: stop.signal, onProgress });
});

test('a run that was stopped keeps its best candidate, and goes on to what it would have been', async () => {
  expect(kindsIn(stopped)).toEqual(['detection', 'network']);
  expect(modelOf(stopped).equals(modelOf(whole))).toBe(false);
  // What was lost of a candidate is trained again.
  rmSync(join(stopped, 'trials/0.safetensors'));
  const stop = new AbortController();
  const again = await trained((tell) =>
    resumeDetector(stopped, {
      workers: 1,
      signal: stop.signal,
      onProgress: (event) => {
        tell(event);
        if (event.kind === 'candidate' && event.candidate.name === 'detector-2') stop.abort();
      },
    }),
  );
  expect(again.names).toEqual(['detector-1', 'detector-2']);
  expect(again.warnings).toContainEqual(
    expect.stringMatching(/^a network is trained again\. .*0\.safetensors is lost/),
  );
  const { result, names } = await trained((onProgress) => resumeDetector(stopped, { onProgress }));
  expect(names.sort()).toEqual(['detector, network 1', 'detector, network 2']);
  expect(modelOf(stopped).equals(modelOf(whole))).toBe(true);
  expect(result.summary.leaderboard.map(({ name }) => name)).toContain('detector-2');
  expect(kindsIn(stopped).at(-1)).toBe('end');
});

test('a run that is over is told of again, and nothing is trained', async () => {
  const { result, names } = await trained((onProgress) => resumeDetector(whole, { onProgress }));
  expect(names).toEqual([]);
  const { run, report, pictures: count, scoreTest, seconds } = result.summary;
  expect([run, report, count]).toEqual([whole, join(whole, 'report.html'), 5]);
  expect(scoreTest?.mAP50).toBeGreaterThan(0);
  expect(seconds).toBeGreaterThan(0);
  await expect(resume(whole)).rejects.toMatchObject({ code: 'IS_DETECTION' });
});

test('a run whose data, settings or program are others is not gone on with', async () => {
  const open = folder.at('open');
  const begun = readFileSync(join(whole, 'journal.jsonl'), 'utf8').split('\n')[0] ?? '';
  const begin = (line: string) => {
    mkdirSync(open, { recursive: true });
    writeFileSync(join(open, 'journal.jsonl'), `${line}\n`);
  };
  begin(begun.replace('"seed":0', '"seed":1'));
  await expect(resumeDetector(open)).rejects.toMatchObject({ code: 'BAD_JOURNAL' });
  begin(begun.replace(/"kernels":"/, '"kernels":"x'));
  await expect(resumeDetector(open)).rejects.toMatchObject({ code: 'OTHER_VERSION' });
  begin(begun);
  const picture = readFileSync(folder.at('images/p0.png'));
  folder.write('images/p0.png', readFileSync(folder.at('images/p1.png')));
  await expect(resumeDetector(open)).rejects.toMatchObject({ code: 'DATA_CHANGED' });
  folder.write('images/p0.png', picture);
  const stop = new AbortController();
  stop.abort();
  await expect(resumeDetector(open, { signal: stop.signal })).rejects.toMatchObject({
    code: 'TIME_UP',
  });
  begin('{"kind":"run"}');
  await expect(resumeDetector(open)).rejects.toMatchObject({ code: 'IS_TABLE' });
});
