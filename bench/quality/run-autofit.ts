import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

const MAIN = new URL('../../dist/cli/main.js', import.meta.url).pathname;
/** Tells of its memory on the way out. */
const TELL_MEMORY =
  'data:text/javascript,process.on("exit",()=>console.error("peak "+process.resourceUsage().maxRSS))';
const run = promisify(execFile);

/** Runs a command that prints JSON, and says how much memory it took, in MB. */
export async function autofit(
  options: readonly string[],
): Promise<{ readonly report: unknown; readonly peakMemory: number }> {
  const { stdout, stderr } = await run(
    process.execPath,
    ['--import', TELL_MEMORY, MAIN, ...options],
    { maxBuffer: 2 ** 28 },
  );
  const kilobytes = Number(/peak (\d+)/.exec(stderr)?.[1] ?? Number.NaN);
  return { report: JSON.parse(stdout), peakMemory: Math.round(kilobytes / 1024) };
}
