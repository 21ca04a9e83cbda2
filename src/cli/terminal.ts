/** Characters a line on standard output; endless where it is no terminal, so that nothing is cut. */
export function terminalWidth(): number {
  return process.stdout.isTTY ? process.stdout.columns : Number.POSITIVE_INFINITY;
}
