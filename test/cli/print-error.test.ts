import { CommanderError } from 'commander';
import { expect, test } from 'vitest';
import { exitCodeOf } from '../../src/cli/print-error.js';
import { AutofitError } from '../../src/index.js';

test('a mistake ends with 2, an interruption with 130, help with 0 and all else with 1', () => {
  const codes = [
    new AutofitError('BAD_OPTION', 'a mistake'),
    new AutofitError('STOPPED', 'stopped'),
    new CommanderError(0, 'commander.help', ''),
    new CommanderError(1, 'commander.unknownOption', ''),
    new Error('ours'),
  ].map(exitCodeOf);
  expect(codes).toEqual([2, 130, 0, 2, 1]);
});
