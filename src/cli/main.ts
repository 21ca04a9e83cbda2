#!/usr/bin/env node
import { letTerminalGo } from './let-terminal-go.js';
import { runProgram } from './run-program.js';

/** The terminal was closed. */
const GONE = 'EIO';

process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code === GONE) letTerminalGo();
  // The reader of a pipe has ended.
  if (error.code === GONE || error.code === 'EPIPE') process.exit(0);
  process.stderr.write(`error: standard output cannot be written: ${error.message}\n`);
  process.exit(2);
});

// Progress that nobody reads, or a disk has no room for, is no reason to end the work.
process.stderr.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code === GONE) letTerminalGo();
});

const code = await runProgram(process.argv);
if (code !== undefined) process.exitCode = code;
