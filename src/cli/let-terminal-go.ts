import { closeSync, fstatSync } from 'node:fs';

/**
 * Lets go of a terminal that is gone when the process ends: Node would end it with an abort, as it can set nothing right there
 * any more (nodejs/node#51519).
 */
export function letTerminalGo(): void {
  // Told again and again, as each write fails.
  process.off('exit', closeStreams);
  process.on('exit', closeStreams);
}

function closeStreams(): void {
  for (const stream of [0, 1, 2]) if (isOpen(stream)) closeSync(stream);
}

function isOpen(stream: number): boolean {
  try {
    fstatSync(stream);
    return true;
  } catch {
    return false; // started without it
  }
}
