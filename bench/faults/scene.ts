import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { eventsIn, halvedOptions, hashOf } from '../../test/fixtures/halved-run.js';
import { type Command, type CommandOptions, startCommand } from './command.js';

/** A search of 24 short trials that faults are tried on, and what it gives where nothing disturbs it. */
export interface Scene {
  /** Where runs are. */
  readonly folder: string;
  /** Of the model file. */
  readonly hash: string;
  readonly stretches: number;
  readonly milliseconds: number;
  /** Seconds for which things stop: a stopped process, a silent network. */
  readonly pause: number;
  /** Of the command that searches, but for where. */
  readonly args: readonly string[];
  /** Starts the search in this folder. */
  search(run: string, args?: readonly string[], options?: CommandOptions): Command;
  /** Goes on with it after it has ended in the middle, or begins again where it had not begun. */
  resume(run: string, args?: readonly string[], options?: CommandOptions): Command;
}

/** Runs the search once, undisturbed. */
export async function createScene(folder: string, pause: number): Promise<Scene> {
  const write = (name: string, content: string | Uint8Array) => {
    const path = join(folder, name);
    writeFileSync(path, content);
    return path;
  };
  const halved = halvedOptions({ write }).filter((own) => own !== '-q');
  const fixed = ['datasets/concrete.csv', ...halved, '--no-report', '-v'];
  const search = (run: string, args: readonly string[] = ['-j', '2'], options?: CommandOptions) =>
    startCommand([...fixed, '-o', run, ...args], options);
  const run = join(folder, 'undisturbed');
  const start = performance.now();
  const command = search(run);
  if ((await command.ended) !== 0) throw new Error(command.told());
  return {
    folder,
    hash: hashOf(run),
    stretches: eventsIn(run, 'trial'),
    milliseconds: performance.now() - start,
    pause,
    args: fixed,
    search,
    resume(interrupted, args = ['-j', '2'], options) {
      if (!existsSync(join(interrupted, 'journal.jsonl')))
        return search(interrupted, args, options);
      return startCommand(['resume', interrupted, '-v', ...args], options);
    },
  };
}
