#!/usr/bin/env node
import { CommanderError } from 'commander';
import { outOfMemory } from '../util/out-of-memory.js';
import { inFlags } from './in-flags.js';
import { exitCodeOf, printError } from './print-error.js';
import { createProgram } from './program.js';

process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code === 'EPIPE') process.exit(0);
  process.stderr.write(`error: standard output cannot be written: ${error.message}\n`);
  process.exit(1);
});

const program = createProgram();

try {
  if (process.argv.length <= 2) program.help({ error: true });
  await program.parseAsync(process.argv);
} catch (caught) {
  const thrown = outOfMemory(caught);
  if (!(thrown instanceof CommanderError)) printError(thrown, inFlags(program));
  process.exitCode = exitCodeOf(thrown);
}
