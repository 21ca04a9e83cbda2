/** What a terminal, a supervisor and a closed connection send. */
export const INTERRUPTS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/**
 * The first Ctrl-C, SIGTERM or SIGHUP ends the work and keeps what is finished; the second ends the process, but for SIGHUP: of a
 * terminal that closes it comes from the system, and once more from its shell.
 */
export function stopOnInterrupt(
  say: (text: string) => void,
  what = 'what is finished is kept',
): {
  readonly signal: AbortSignal;
  close(): void;
} {
  const controller = new AbortController();
  const onInterrupt = (signal: NodeJS.Signals) => {
    if (controller.signal.aborted) {
      if (signal === 'SIGHUP') return;
      process.exit(130);
    }
    say(`stopping: ${what} (Ctrl-C again ends at once)`);
    controller.abort();
  };
  for (const name of INTERRUPTS) process.on(name, onInterrupt);
  const close = () => {
    for (const name of INTERRUPTS) process.off(name, onInterrupt);
  };
  return { signal: controller.signal, close };
}
