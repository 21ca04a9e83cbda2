/** Prints seconds, rows and the peak memory of this process in MB. */
export function report(started, rows) {
  const seconds = (performance.now() - started) / 1000;
  console.log(JSON.stringify({ seconds, rows, peakMb: process.resourceUsage().maxRSS / 1024 }));
}
