import { expect, test } from 'vitest';
import { fit, inspect, resume } from '../../src/index.js';
import { optionKinds } from '../../src/options/option-kinds.js';
import { checkOptions } from '../../src/util/check-options.js';
import { AutofitError } from '../../src/util/errors.js';

const rows = Array.from({ length: 20 }, (_, i) => ({ a: i, y: i % 5 }));

function faultOf(options: unknown): AutofitError {
  try {
    checkOptions(options, optionKinds);
  } catch (thrown) {
    if (thrown instanceof AutofitError) return thrown;
    throw thrown;
  }
  throw new Error('nothing was found wrong');
}

test('an option that there is not is told with the nearest one', () => {
  const fault = faultOf({ label: 'y', trails: 3 });
  expect(fault.message).toBe('There is no option "trails".');
  expect(fault.hint).toContain('Did you mean "trials"?');
});

test.each([
  [{ models: 'mlp' }, '`models` cannot be "mlp".', 'It takes a list.'],
  [{ models: ['mlp', 3] }, '`models.1` cannot be 3.', 'It takes a text.'],
  [{ trials: '3' }, '`trials` cannot be "3".', 'It takes a number.'],
  [{ timeLimit: true }, '`timeLimit` cannot be true.', 'It takes a text or a number.'],
  [{ honest: 'yes' }, '`honest` cannot be "yes".', 'It takes true or false.'],
  [{ types: ['a'] }, '`types` cannot be ["a"].', 'It takes an object.'],
  [{ onProgress: 1 }, '`onProgress` cannot be 1.', 'It takes a function.'],
  [{ signal: {} }, '`signal` cannot be {}.', 'It takes an AbortSignal.'],
  [
    { ensemble: { round: 3 } },
    '`ensemble` cannot be {"round":3}.',
    'It takes an object without "round".',
  ],
  [
    { ensemble: { rounds: 0 } },
    '`ensemble.rounds` cannot be 0.',
    'It takes a number of at least 1.',
  ],
  [{ ensemble: { rounds: 1.5 } }, '`ensemble.rounds` cannot be 1.5.', 'It takes a whole number.'],
  [
    { enqueue: [{ family: 'mlp' }] },
    '`enqueue.0.params` cannot be undefined.',
    'It takes an object.',
  ],
  [{ classWeights: { no: '2' } }, '`classWeights.no` cannot be "2".', 'It takes a number.'],
  [{ test: 7 }, '`test` cannot be 7.', 'It takes a text or data.'],
  ['label', 'Options must be an object, not "label".', undefined],
  [['label'], 'Options must be an object, not ["label"].', undefined],
])('%j is of the wrong kind', (options, message, hint) => {
  const fault = faultOf(options);
  expect([fault.message, fault.hint]).toEqual([message, hint]);
});

test('what is undefined counts as not given', () => {
  expect(() => checkOptions({ trails: undefined, trials: undefined }, optionKinds)).not.toThrow();
});

test('fit, inspect and resume check what they are told before anything else', async () => {
  const wrong = { label: 'y', trails: 3 };
  await expect(fit(rows, wrong)).rejects.toThrow('no option "trails"');
  await expect(inspect(rows, wrong)).rejects.toThrow('no option "trails"');
  await expect(resume('nowhere', { worker: 3 } as object)).rejects.toThrow('no option "worker"');
  await expect(resume('nowhere', { trials: [3] } as object)).rejects.toThrow('`trials` cannot be');
  await expect(fit(rows, {} as { label: string })).rejects.toThrow('There is no label');
});
