/** Runs a task once there is room for so many pixels. */
export type PixelGate = <T>(pixels: number, task: () => Promise<T>) => Promise<T>;

/** Lets tasks in, in the order of the calls, while all together have so many pixels; one that has more runs alone. */
export function createPixelGate(most: number): PixelGate {
  const waiting: { pixels: number; enter: () => void }[] = [];
  let inside = 0;
  const letIn = () => {
    for (let next = waiting[0]; next && (inside === 0 || inside + next.pixels <= most); ) {
      inside += next.pixels;
      waiting.shift();
      next.enter();
      next = waiting[0];
    }
  };
  return async (pixels, task) => {
    await new Promise<void>((enter) => {
      waiting.push({ pixels, enter });
      letIn();
    });
    try {
      return await task();
    } finally {
      inside -= pixels;
      letIn();
    }
  };
}
