import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { createProgram } from '../../src/cli/program.js';
import { commandReference } from '../fixtures/command-reference.js';

test('docs/commands.md says what the program does: npm run write-commands', () => {
  expect(readFileSync('docs/commands.md', 'utf8')).toBe(commandReference(createProgram()));
});
