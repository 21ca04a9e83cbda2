#!/usr/bin/env node
import { CommanderError } from 'commander';
import { outOfMemory } from '../util/out-of-memory.js';
import { inFlags } from './in-flags.js';
import { exitCodeOf, printError } from './print-error.js';
import { createProgram } from './program.js';

/** The reader of a pipe has ended, or the terminal was closed. */
const NOBODY_READS: readonly (string | undefined)[] = ['EPIPE', 'EIO'];

process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (NOBODY_READS.includes(error.code)) process.exit(0);
  process.stderr.write(`error: standard output cannot be written: ${error.message}\n`);
  process.exit(1);
});

// Progress that nobody reads is no reason to end the work.
process.stderr.on('error', (error: NodeJS.ErrnoException) => {
  if (!NOBODY_READS.includes(error.code)) throw error;
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
