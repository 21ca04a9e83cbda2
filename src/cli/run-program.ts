import { CommanderError } from 'commander';
import { fileMistake } from '../util/file-mistake.js';
import { outOfMemory } from '../util/out-of-memory.js';
import { inFlags } from './in-flags.js';
import { loadMistake } from './load-mistake.js';
import { exitCodeOf, printError } from './print-error.js';
import { createProgram } from './program.js';
import { refuseEmpty } from './refuse-empty.js';

/** Runs a command by the arguments of a process and tells of its mistake; the exit code, where it asks for one. */
export async function runProgram(argv: readonly string[]): Promise<number | undefined> {
  const program = createProgram();
  let command = program;
  program.hook('preAction', (_, own) => {
    command = own;
    refuseEmpty(own);
  });
  try {
    if (argv.length <= 2) program.help({ error: true });
    await program.parseAsync(argv);
    return undefined;
  } catch (caught) {
    const thrown = loadMistake(fileMistake(outOfMemory(caught)));
    if (!(thrown instanceof CommanderError)) {
      printError(thrown, inFlags(command), command.opts().verbose === true);
    }
    return exitCodeOf(thrown);
  }
}
