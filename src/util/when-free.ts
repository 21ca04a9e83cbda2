/** Of the system, or of this process, which others may give back. */
const SCARCE = ['EMFILE', 'ENFILE', 'EAGAIN'];
/** Milliseconds; five seconds together. */
const WAITS = [10, 20, 40, 80, 160, 320, 640, 1280, 2560];

/** Opens a file, again behind a wait where too many are open. */
export async function whenFree<T>(open: () => Promise<T>, waits = WAITS): Promise<T> {
  for (const wait of waits) {
    try {
      return await open();
    } catch (thrown) {
      if (!isScarce(thrown)) throw thrown;
      await new Promise((resolve) => setTimeout(resolve, wait));
    }
  }
  return open();
}

function isScarce(thrown: unknown): boolean {
  return thrown instanceof Error && 'code' in thrown && SCARCE.includes(String(thrown.code));
}
