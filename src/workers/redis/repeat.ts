/**
 * Does something again and again, each time a while after the last has ended; gives what ends it, which resolves when nothing
 * of it goes on.
 */
export function repeat(
  run: () => Promise<void>,
  pauseMs: number,
  onFault: (thrown: unknown) => void,
): () => Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  let isOver = false;
  let running = Promise.resolve();
  const again = () => {
    running = run()
      .catch(onFault)
      .then(() => {
        if (!isOver) timer = setTimeout(again, pauseMs);
      });
  };
  again();
  return async () => {
    isOver = true;
    clearTimeout(timer);
    await running;
  };
}
