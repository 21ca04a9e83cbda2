/** What is still to be done when the process ends; one listener for all, as Node warns of more than ten. */
const tasks = new Set<() => void>();

/**
 * Runs a task when the process exits, however, before those that were given earlier; what it gives takes the task back. The
 * task must be synchronous.
 */
export function atExit(task: () => void): () => void {
  if (tasks.size === 0) process.once('exit', runAll);
  tasks.add(task);
  return () => {
    tasks.delete(task);
    if (tasks.size === 0) process.off('exit', runAll);
  };
}

function runAll(): void {
  // What was made last lies in what was made before.
  for (const task of [...tasks].toReversed()) task();
}
