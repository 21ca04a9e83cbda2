type Stream = NodeJS.WriteStream;

/**
 * Calls `before` ahead of whatever anybody writes to these terminals, and `after` behind it with whether it left the cursor
 * within a line. Gives what ends this.
 */
export function sharedWith(
  streams: readonly Stream[],
  { before, after }: { before(): void; after(isWithinLine: boolean): void },
): () => void {
  const restores = streams
    .filter((stream) => stream.isTTY)
    .map((stream) => {
      const plain = stream.write;
      const shared = (...args: Parameters<Stream['write']>): boolean => {
        before();
        const [chunk] = args;
        const end =
          typeof chunk === 'string' ? chunk.at(-1) : String.fromCharCode(chunk.at(-1) ?? 10);
        after(end !== undefined && end !== '\n');
        return plain.apply(stream, args);
      };
      stream.write = shared as Stream['write'];
      return () => {
        stream.write = plain;
      };
    });
  return () => {
    for (const restore of restores) restore();
  };
}
