const { port1: sender, port2: receiver } = new MessageChannel();
const waiting: (() => void)[] = [];
receiver.onmessage = () => waiting.shift()?.();

/** Calls in the next turn of the event loop, as `setImmediate` of Node. */
export function nextTurn(call: () => void): void {
  waiting.push(call);
  sender.postMessage(undefined);
}
