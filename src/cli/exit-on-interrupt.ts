import { INTERRUPTS } from './stop-on-interrupt.js';

/** Ctrl-C, SIGTERM or SIGHUP ends the process in order meanwhile: what it has not finished is swept away. */
export async function exitOnInterrupt<T>(work: () => Promise<T>): Promise<T> {
  const onInterrupt = () => process.exit(130);
  for (const name of INTERRUPTS) process.on(name, onInterrupt);
  try {
    return await work();
  } finally {
    for (const name of INTERRUPTS) process.off(name, onInterrupt);
  }
}
