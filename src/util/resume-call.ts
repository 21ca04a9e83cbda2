/** How a run goes on, as a call of the library. */
export function resumeCall(folder: string, call: 'resume' | 'resumeDetector' = 'resume'): string {
  return `\`${call}(${JSON.stringify(folder)})\``;
}
