/** The first Ctrl-C ends the search and keeps what is finished; the second ends the process. */
export function stopOnInterrupt(): { readonly signal: AbortSignal; close(): void } {
  const controller = new AbortController();
  const onInterrupt = () => {
    if (controller.signal.aborted) process.exit(130);
    process.stderr.write('\nstopping: what is finished is kept (Ctrl-C again ends at once)\n');
    controller.abort();
  };
  process.on('SIGINT', onInterrupt);
  return { signal: controller.signal, close: () => process.off('SIGINT', onInterrupt) };
}
