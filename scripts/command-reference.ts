/** Writes docs/commands.md from the program itself. */
import { writeFileSync } from 'node:fs';
import { createProgram } from '../src/cli/program.js';
import { commandReference } from '../test/fixtures/command-reference.js';

writeFileSync('docs/commands.md', commandReference(createProgram()));
