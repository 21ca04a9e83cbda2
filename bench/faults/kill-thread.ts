import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import type { Random } from '../../src/util/random.js';
import type { Command } from './command.js';

const SCRIPT = fileURLToPath(new URL('./end-thread.mjs', import.meta.url));

/** Ends one of the threads of a command that was started with an inspector, by how it exits or fills its heap; false where that came too late. */
export async function killThread(
  command: Command,
  random: Random,
  end: 'exit' | 'fill',
): Promise<boolean> {
  const [, address] = /Debugger listening on (\S+)/.exec(command.told()) ?? [];
  if (address === undefined || command.isOver()) return false;
  const args = [
    '--experimental-websocket',
    '--no-warnings',
    SCRIPT,
    address,
    `${random.next()}`,
    end,
  ];
  const told = await promisify(execFile)(process.execPath, args, { timeout: 60_000 }).catch(
    () => undefined,
  );
  return told?.stdout.trim() === 'ended';
}
