import { readText } from './read-text.js';

/** Whether a process of this machine is running, whoever owns it. */
export function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (thrown) {
    return (thrown as NodeJS.ErrnoException).code === 'EPERM';
  }
}

/**
 * When a running process began, on a clock that starts with the machine, so that a pid that is used again can be told from
 * its first use; undefined when there is none, or outside Linux.
 */
export function processStart(pid: number): string | undefined {
  const stat = readText(`/proc/${pid}/stat`);
  // The name before it may hold spaces and parentheses: "42 (node) S 1 …", man 5 proc.
  const [state, ...fields] = stat?.slice(stat.lastIndexOf(')') + 2).split(' ') ?? [];
  const isGone = state === 'Z' || state === 'X';
  return isGone ? undefined : fields[18];
}
