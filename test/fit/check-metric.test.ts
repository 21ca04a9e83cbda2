import { describe, expect, test } from 'vitest';
import { fit } from '../../src/index.js';

/** Rows of one feature, with these labels. */
function rowsOf(labels: readonly (number | string)[]) {
  return labels.map((y, i) => ({ x: i % 7, y }));
}

const numbers = Array.from({ length: 40 }, (_, i) => i + 0.5);
const levels = Array.from({ length: 60 }, (_, i) => ['high', 'low', 'medium'][i % 3] ?? '');

const labelsOf = (...names: readonly string[]) =>
  Array.from({ length: 60 }, (_, i) => names[i % names.length] ?? '');

/** What is told of these labels where a metric decides that counts how far classes lie apart. */
async function toldOf(labels: readonly string[], order?: readonly string[]) {
  const told: string[] = [];
  const predictor = await fit(rowsOf(labels), {
    label: 'y',
    metric: 'quadratic_kappa',
    ...(order && { order: { y: order } }),
    trials: 1,
    models: ['linear'],
    workers: 1,
    onProgress: (event) => event.kind === 'warning' && told.push(event.message),
  });
  return { told, predictor };
}

async function fitBy(metric: string, labels: readonly (number | string)[]) {
  const told: string[] = [];
  await fit(rowsOf(labels), {
    label: 'y',
    metric,
    trials: 1,
    models: ['linear'],
    workers: 1,
    onProgress: (event) => {
      if (event.kind === 'warning') told.push(event.message);
      if (event.kind === 'trial') throw new Error('something was trained');
    },
  });
  return told;
}

describe('a metric that cannot decide is refused before anything is trained', () => {
  test.each([
    ['expected_calibration_error', levels, "always answering the classes' shares is best by it"],
    ['ece', levels, 'The metric "expected_calibration_error" cannot decide'],
    ['top_3_accuracy', levels, 'is always 1: "y" has 3 classes'],
    ['mape', [0, ...numbers], 'needs labels that are not 0, and "y" has 1 other, the first is 0'],
    ['rmsle', [-1, -2, ...numbers], 'needs labels above −1, and "y" has 2 others'],
    ['poisson_deviance', [-0.5, ...numbers], 'needs labels that are not negative'],
    ['gamma_deviance', [0, ...numbers], 'needs labels above 0'],
    ['spearman', levels, 'is not for a multiclass task'],
  ])('%s', async (metric, labels, message) => {
    await expect(fitBy(metric, labels)).rejects.toThrow(message);
  });
});

describe('before a metric decides it is told', () => {
  test('in which order it takes classes of which none is known, and what to do; and with evaluate', async () => {
    const { told, predictor } = await toldOf(labelsOf('odd', 'plain', 'rich'));
    const note =
      'quadratic_kappa takes the classes in the order of the alphabet, as no other is known: odd, plain, rich; fit with `order` to tell theirs, and where they have none, kappa or mcc tell more';
    expect(told.join()).toContain(note);
    const rows = rowsOf(labelsOf('odd', 'plain', 'rich')).slice(1);
    expect((await predictor.evaluate(rows, ['quadratic_kappa'])).notes).toContain(note);
    expect((await predictor.evaluate(rows, ['kappa'])).notes).not.toContain(note);
  });

  test.each([
    ['words', ['high', 'low', 'medium'], undefined, ['low', 'medium', 'high']],
    ['sizes', ['L', 'M', 'S'], undefined, ['S', 'M', 'L']],
    ['digits', ['1', '10', '2'], undefined, ['1', '2', '10']],
    ['what is told', ['odd', 'plain', 'rich'], ['plain', 'rich', 'odd'], ['plain', 'rich', 'odd']],
  ])('nothing where classes have an order: %s', async (_, labels, order, classes) => {
    const { told, predictor } = await toldOf(labelsOf(...labels), order);
    expect(told.join()).not.toContain('in the order of');
    expect(predictor.info.classes).toEqual(classes);
    const { notes } = await predictor.evaluate(rowsOf(labelsOf(...labels)), ['linear_kappa']);
    expect(notes.join()).not.toContain('in the order of');
  });

  test('that recall alone is best for one class everywhere, and its threshold stays a half', async () => {
    const told: string[] = [];
    const rows = Array.from({ length: 60 }, (_, i) => ({ x: i % 5, y: i % 5 > 2 ? 'yes' : 'no' }));
    const { summary } = await fit(rows, {
      label: 'y',
      metric: 'recall',
      trials: 1,
      models: ['linear'],
      workers: 1,
      onProgress: (event) => event.kind === 'warning' && told.push(event.message),
    });
    expect(told.join()).toContain('no threshold is fitted to it; f2 weighs precision and recall');
    expect(summary.best.scoreCrossFitted).toBeUndefined();
  });
});
