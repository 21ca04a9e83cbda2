#!/usr/bin/env node
import { runProgram } from './run-program.js';

/** The reader of a pipe has ended, or the terminal was closed. */
const NOBODY_READS: readonly (string | undefined)[] = ['EPIPE', 'EIO'];

process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (NOBODY_READS.includes(error.code)) process.exit(0);
  process.stderr.write(`error: standard output cannot be written: ${error.message}\n`);
  process.exit(2);
});

// Progress that nobody reads, or a disk has no room for, is no reason to end the work.
process.stderr.on('error', () => {});

const code = await runProgram(process.argv);
if (code !== undefined) process.exitCode = code;
