/** How a run goes on, as a call of the library. */
export function resumeCall(folder: string): string {
  return `\`resume(${JSON.stringify(folder)})\``;
}
