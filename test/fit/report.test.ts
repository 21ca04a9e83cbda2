import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { beforeAll, describe, expect, test } from 'vitest';
import {
  AutofitError,
  compare,
  fit,
  loadPredictor,
  type ReportFacts,
  report,
} from '../../src/index.js';
import { randomStream } from '../../src/util/random.js';
import { tempFolder } from '../fixtures/temp-folder.js';

const folder = tempFolder();
const hostile = '<img src=x onerror=alert(1)>\u001b[31m|`#';

/** Rows whose label hangs on a number and a level; a column and a level are named by somebody who means harm. */
function rows(count: number) {
  return Array.from({ length: count }, (_, i) => ({
    size: (i * 7) % 40,
    [hostile]: i % 3 === 0 ? '=cmd|calc' : '</script><b>',
    word: `secret-${i}`,
    kind: i % 2 === 0 ? 'flat' : 'house',
    price: ((i * 7) % 40) * 3 + (i % 2) * 20 + ((i * 13) % 5),
  }));
}

test('gaps are told of the rows that were trained on, not of those that were set aside', async () => {
  const data = Array.from({ length: 80 }, (_, i) => ({
    size: (i * 7) % 40,
    // Of rows with a label a quarter has none, of the others all.
    gaps: i % 2 === 0 || i % 8 === 1 ? null : (i * 3) % 17,
    price: i % 2 === 0 ? null : ((i * 7) % 40) * 3 + ((i * 13) % 5),
  }));
  const out = folder.at('gaps');
  await fit(data, { label: 'price', trials: 1, models: ['linear'], workers: 1, out });
  const { columns, warnings } = JSON.parse(
    readFileSync(`${out}/report.json`, 'utf8'),
  ) as ReportFacts;
  expect(columns.map(({ name, missing }) => [name, missing])).toEqual([
    ['size', 0],
    ['gaps', 10],
    ['price', 0],
  ]);
  expect(warnings.join()).not.toContain('is missing in');
});

describe('a run with a folder', () => {
  const out = folder.at('run');
  let facts: ReportFacts;
  let page: string;

  beforeAll(async () => {
    const types = { word: 'categorical' } as const;
    await fit(rows(200), { label: 'price', trials: 2, models: ['linear'], workers: 1, types, out });
    facts = JSON.parse(readFileSync(`${out}/report.json`, 'utf8')) as ReportFacts;
    page = readFileSync(`${out}/report.html`, 'utf8');
  });

  test('leaves a report that begins with how good it is, beside always answering the same', () => {
    const mae = facts.judged.scores.find(({ metric }) => metric === 'mae');
    expect(mae?.score).toBeLessThan(mae?.baseline ?? 0);
    expect(facts.findings[0]).toMatch(
      /^Predictions are off by .* on average; always answering the mean of these rows is off by /,
    );
    expect(facts.asked).toMatchObject({ label: 'price', options: { trials: 2 }, rows: 200 });
  });

  test('says what tells, and which rows it gets most wrong', () => {
    const { importance, worst } = facts.explained ?? {};
    expect(importance?.outOfFold).toBe(true);
    expect(importance?.columns[0]?.columns).toEqual(['size']);
    expect(worst).toHaveLength(10);
    for (const row of worst ?? []) {
      const { word, price } = rows(200)[(row.row ?? 0) - 1] ?? {};
      expect(Object.fromEntries(row.cells)).toMatchObject({ word });
      expect(Number(row.truth)).toBeCloseTo(price ?? Number.NaN, 1);
    }
    const losses = worst?.map(({ loss }) => loss) ?? [];
    expect(losses).toEqual(losses.toSorted((a, b) => b - a));
  });

  test('its page is small, asks for nothing and runs nothing but its own', () => {
    expect(page.length).toBeLessThan(1_000_000);
    expect(page).toContain('default-src &#39;none&#39;');
    expect(page).not.toMatch(/(?:src|href)="(?!#|data:)/);
    expect(page).not.toMatch(/url\(|@import|<link/);
  });

  test('names and cells do no harm in page and Markdown', () => {
    const markdown = readFileSync(`${out}/report.md`, 'utf8');
    expect(page).not.toContain('<img src=x');
    expect(page).not.toContain('</script><b>');
    for (const text of [page, markdown]) expect(text).not.toContain('\u001b');
    expect(markdown).not.toContain('<img');
  });

  test('page and Markdown say the same findings', () => {
    const plain = page.replace(/<[^>]*>/g, ' ');
    const markdown = readFileSync(`${out}/report.md`, 'utf8').replaceAll('\\', '');
    for (const finding of facts.findings) {
      expect(plain).toContain(finding);
      expect(markdown).toContain(finding);
    }
  });

  test('without rows the report holds no cell of a row', async () => {
    const written = await report(out, { rows: false, out: folder.at('bare.html') });
    expect(written.facts.rowsContained).toBe(0);
    const page = readFileSync(written.page, 'utf8');
    expect(page).toContain('This page contains no row of the training data');
    expect(written.facts.explained?.worst).toEqual([]);
    expect(written.facts.judged.numbers?.points).toEqual([]);
    expect(written.facts.explained?.dependence.flatMap(({ curves }) => curves)).toEqual([]);
  });

  test('made anew it keeps what was told while fitting, and judges by other data and by groups', async () => {
    const data = folder.write('more.json', JSON.stringify(rows(60)));
    const { facts: anew } = await report(out, {
      data,
      by: ['kind', 'size'],
      out: folder.at('by-more.html'),
    });
    expect(anew.told).toEqual(facts.told);
    expect(anew.given).toMatchObject({ what: data, rows: 60 });
    const [kind, size] = anew.groups;
    expect(kind?.groups.map(({ value, rows: own }) => [value, own])).toEqual([
      ['flat', 30],
      ['house', 30],
    ]);
    expect(size?.groups).toHaveLength(4);
  });

  test('warns where the other data are the rows of training', async () => {
    const written = await report(out, { data: rows(200), out: folder.at('known.html') });
    expect(written.facts.warnings.join()).toContain(
      'the data: these are the rows that it was trained on, so scores are better than they will be of new rows',
    );
  });

  test('by group, levels that training did not have are no gaps', async () => {
    const data = rows(60).map((row, i) => ({
      ...row,
      word: i < 12 ? 'other' : i < 23 ? null : row.word,
    }));
    const { facts: anew } = await report(out, { data, by: ['word'], out: folder.at('new.html') });
    expect(anew.groups[0]?.groups.map(({ value, rows: own }) => [value, own])).toEqual([
      ['(new levels)', 12],
      ['(missing)', 11],
    ]);
  });

  test.each(['{', 'null', ''])('is made anew over one that is damaged: %j', async (earlier) => {
    const whole = readFileSync(`${out}/report.json`, 'utf8');
    writeFileSync(`${out}/report.json`, earlier);
    const { facts: anew } = await report(out);
    expect(anew.told).toEqual(facts.told);
    expect(JSON.parse(readFileSync(`${out}/report.json`, 'utf8'))).toEqual(anew);
    writeFileSync(`${out}/report.json`, whole);
  });

  test('is not written over a model or over data, and what is wrong is told before the work', async () => {
    const model = `${out}/model.safetensors`;
    const before = readFileSync(model);
    let events = 0;
    const onProgress = () => events++;
    await expect(report(out, { out: model, onProgress })).rejects.toThrow(
      `A page is written to a file of HTML, not to ${model}.`,
    );
    const data = folder.write('judged.json', JSON.stringify(rows(20)));
    const over = report(out, { data, out: folder.at('judged.html'), onProgress });
    await expect(over).rejects.toThrow(
      'judged.json is there already, and no report has written it.',
    );
    await expect(compare([out, out], { out: data })).rejects.toThrow('A page is written to a file');
    expect(readFileSync(model)).toEqual(before);
    expect(JSON.parse(readFileSync(data, 'utf8'))).toHaveLength(20);
    expect(events).toBe(0);
  });

  test('is of a folder: a model file and a run without a model are told as that', async () => {
    const model = `${out}/model.safetensors`;
    for (const failing of [() => report(model), () => compare([out, model])]) {
      await expect(failing()).rejects.toMatchObject({
        message: `No run can be read from ${model}: it is a file, not the folder of a run.`,
        hint: `Name the folder that it is in: ${out}`,
      });
    }
    renameSync(model, `${model}.away`);
    try {
      await expect(report(out)).rejects.toThrow(`The run in ${out} has no model yet.`);
    } finally {
      renameSync(`${model}.away`, model);
    }
    mkdirSync(folder.at('other'));
    await expect(report(folder.at('other'))).rejects.toThrow('there is no journal.jsonl in it');
  });

  test('a column that is not there is told with those that are', async () => {
    let events = 0;
    const onProgress = () => events++;
    const failing = report(out, { by: ['kidn'], out: folder.at('none.html'), onProgress });
    await expect(failing).rejects.toThrow(AutofitError);
    await expect(failing).rejects.toThrow('There is no column "kidn" to judge by.');
    expect(events).toBe(0);
  });
});

const small = { label: 'price', trials: 1, models: ['linear'], workers: 1 } as const;

function factsOf(out: string): ReportFacts {
  return JSON.parse(readFileSync(`${out}/report.json`, 'utf8')) as ReportFacts;
}

test('worst rows of a validation file have each their own truth, and groups are judged by it', async () => {
  const out = folder.at('validated');
  const validation = rows(90).map((row, i) => ({ ...row, price: row.price + (i % 9) * 10 }));
  const file = folder.write('validation.json', JSON.stringify(validation));
  const types = { word: 'categorical' } as const;
  await fit(rows(120), { ...small, types, validation: file, out });
  const { worst } = factsOf(out).explained ?? {};
  for (const row of worst ?? []) {
    const { word } = Object.fromEntries(row.cells);
    const own = validation.find((known) => known.word === word);
    expect(row.row).toBeNull();
    expect(Number(row.truth)).toBeCloseTo(own?.price ?? Number.NaN, 1);
  }
  const losses = worst?.map(({ loss }) => loss) ?? [];
  expect(losses).toEqual(losses.toSorted((a, b) => b - a));
  const { facts } = await report(out, { by: [' kind '], out: folder.at('by.html') });
  expect(facts.groups[0]?.groups.map(({ rows: own }) => own)).toEqual([45, 45]);
});

test('a worst row is explained as it was judged: by models that do not know it', async () => {
  const out = folder.at('judged');
  const families = { 'boosted-trees': { defaults: { rounds: 60 } } };
  await fit(rows(150), { ...small, models: ['boosted-trees'], families, out });
  for (const { contributions, predicted } of factsOf(out).explained?.worst ?? []) {
    if (contributions) expect(contributions.answer).toBeCloseTo(Number(predicted), 1);
  }
  expect(factsOf(out).explained?.worst[0]?.contributions).toBeDefined();
});

test('times of day are told as times, and have a curve', async () => {
  const data = Array.from({ length: 120 }, (_, i) => {
    const minutes = (i * 37) % 1440;
    const [hour, minute] = [Math.floor(minutes / 60), minutes % 60].map((part) =>
      String(part).padStart(2, '0'),
    );
    return { at: `${hour}:${minute}`, price: minutes / 10 + ((i * 13) % 5) };
  });
  const out = folder.at('times');
  await fit(data, { ...small, models: ['boosted-trees'], out });
  const { columns, explained } = factsOf(out);
  expect(columns[0]?.spread).toMatchObject({ kind: 'times' });
  const [curve] = explained?.dependence ?? [];
  expect(curve).toMatchObject({ column: 'at', kind: 'times' });
  expect(curve?.points.length).toBeGreaterThan(3);
  for (const { at, label } of curve?.points ?? []) {
    expect(new Date(at ?? Number.NaN).toISOString()).toBe(`1970-01-01T${label}.000Z`);
  }
  for (const name of ['report.html', 'report.md']) {
    expect(readFileSync(`${out}/${name}`, 'utf8')).not.toContain('1970-01-01');
  }
});

test('an honest score stands before that of rows by which something was chosen', async () => {
  const out = folder.at('honest');
  const { summary } = await fit(rows(200), { ...small, honest: true, out });
  const { tested, findings } = factsOf(out);
  expect(tested?.score).toBe(summary.scoreTest);
  const sentences = findings.filter((finding) => /rmse/.test(finding));
  expect(sentences[0]).toContain('On test rows, by which nothing was chosen, the rmse is');
  expect(sentences[1]).toContain('on validation rows');
});

test('a column that the model must not read judges other data all the same', async () => {
  const out = folder.at('unread');
  await fit(rows(120), { ...small, ignore: ['kind'], out });
  const data = folder.write('judged.json', JSON.stringify(rows(60)));
  const { facts } = await report(out, { data, by: ['kind'], out: folder.at('unread.html') });
  expect(facts.groups[0]?.groups.map(({ value, rows: own }) => [value, own])).toEqual([
    ['flat', 30],
    ['house', 30],
  ]);
  const refused = report(out, { by: ['kind'], out: folder.at('refused.html') });
  await expect(refused).rejects.toThrow('There is no column "kind" to judge by.');
});

test('warnings of a fit without a report are in the one that is made later', async () => {
  const out = folder.at('later');
  const leaking = rows(120).map((row, i) => ({
    kind: row.kind,
    leak: row.price,
    noise: i % 7,
    price: row.price,
  }));
  const told: string[] = [];
  const onProgress = (event: { kind: string; message?: string }) => {
    if (event.kind === 'warning') told.push(event.message ?? '');
  };
  await fit(leaking, { ...small, report: false, out, onProgress });
  expect(told.join()).toContain('"leak" alone determines the label');
  const { facts } = await report(out, { out: folder.at('later.html') });
  expect(facts.warnings).toEqual(expect.arrayContaining(told));
});

test('how to have it again names all that was asked', async () => {
  const out = folder.at('again');
  const asked = { holdout: 0.3, folds: 1, ignore: ['word'], seed: 7, metric: 'mae' } as const;
  await fit(rows(120), { ...small, ...asked, skipBadRows: true, out });
  const { asked: told } = factsOf(out);
  expect(told).toMatchObject({ seed: 7, metric: 'mae' });
  const { folds, holdout, ignore } = asked;
  const wanted = { trials: 1, models: ['linear'], folds, holdout, ignore, skipBadRows: true };
  expect(told.options).toMatchObject(wanted);
  const markdown = readFileSync(`${out}/report.md`, 'utf8');
  for (const line of ['await fit(rows, {', '  holdout: 0.3,', '  metric: "mae",']) {
    expect(markdown).toContain(`    ${line}`);
  }
});

test('of wide tables fewer columns are shuffled, and no row is explained that takes too many predictions', async () => {
  const out = folder.at('wide');
  const random = randomStream('wide');
  const wide = Array.from({ length: 120 }, () => {
    const numbers = Array.from({ length: 60 }, () => random.normal());
    const price = 5 * (numbers[0] ?? 0) + 3 * (numbers[1] ?? 0);
    return { ...Object.fromEntries(numbers.map((value, c) => [`c${c}`, value])), price };
  });
  await fit(wide, { ...small, out });
  const { importance, worst } = factsOf(out).explained ?? {};
  expect(importance?.columns).toHaveLength(25);
  expect(worst?.filter(({ contributions }) => contributions)).toEqual([]);
});

test('rows like a row that the run kept are others', async () => {
  const out = folder.at('like');
  await fit(rows(60), { ...small, report: false, out });
  const { rows: explained } = await (await loadPredictor(out)).explain(undefined, { rows: [7] });
  const near = explained?.[0]?.nearest ?? [];
  expect(near).toHaveLength(5);
  expect(near.map(({ row }) => row)).not.toContain(7);
});

test('no report is written where none is wanted', async () => {
  const out = folder.at('bare');
  await fit(rows(60), {
    label: 'price',
    trials: 1,
    models: ['linear'],
    workers: 1,
    out,
    report: false,
  });
  expect(existsSync(`${out}/report.html`)).toBe(false);
  await expect(report(folder.at('nowhere'))).rejects.toMatchObject({
    message: `No run can be read from ${folder.at('nowhere')}: there is no such folder.`,
    hint: 'Name a folder that `fit` has written a run to.',
  });
});

test('the call that a report tells fits the same model again, whatever was told over the preset', async () => {
  const data = rows(40);
  const preset = folder.write('own-preset.json', '{"description":"Own","models":["linear","mlp"]}');
  const told = {
    preset,
    families: { mlp: { defaults: { epochs: 5 } } },
    sampler: 'random',
  } as const;
  const ensemble = { rounds: 1 };
  for (const [at, options] of [{ preset: 'fast', ensemble }, told].entries()) {
    const [first, again] = [folder.at(`first-${at}`), folder.at(`again-${at}`)];
    await fit(data, { label: 'price', trials: 3, workers: 1, ...options, out: first });
    const { asked } = JSON.parse(readFileSync(`${first}/report.json`, 'utf8')) as ReportFacts;
    expect(asked.options).not.toHaveProperty('enqueue');
    await fit(data, { label: 'price', ...asked.options, workers: 1, report: false, out: again });
    const [model, other] = [first, again].map((run) => readFileSync(`${run}/model.safetensors`));
    expect(model?.equals(other ?? new Uint8Array())).toBe(true);
  }
});
