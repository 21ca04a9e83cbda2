/**
 * Ends a worker thread of a process by its inspector, as the kernel kills whole processes alone: it exits, or fills its heap, when it
 * next looks whether it is to stop, which is in the middle of its job.
 *
 *   node --experimental-websocket end-thread.mjs <address of the inspector> <share, 0 to 1: which thread> <exit or fill>
 */
const ENDS = {
  exit: 'Atomics.load = () => process.exit(9)',
  fill: 'Atomics.load = () => { for (const all = []; ; ) all.push({ some: [1.5, 2.5] }); }',
};
const [address = '', share = '0', end = 'exit'] = process.argv.slice(2);
const socket = new WebSocket(address);
await new Promise((resolve, reject) => {
  socket.onopen = resolve;
  socket.onerror = reject;
});
const threads = new Set();
let asked = 0;
let ending;
let isEnded = false;
const ended = new Promise((resolve) => {
  socket.onclose = () => resolve(false);
  socket.onmessage = ({ data }) => {
    const { method, params } = JSON.parse(data);
    // What ends with the process was not ended by us: then no other one takes its place.
    if (method === 'NodeRuntime.waitingForDisconnect') resolve(false);
    if (method === 'NodeWorker.attachedToWorker') {
      threads.add(params.sessionId);
      if (isEnded) resolve(true);
    }
    if (method === 'NodeWorker.detachedFromWorker') {
      threads.delete(params.sessionId);
      isEnded ||= params.sessionId === ending;
    }
  };
});
tell('NodeRuntime.notifyWhenWaitingForDisconnect', { enabled: true });
tell('NodeWorker.enable', { waitForDebuggerOnStart: false });
const deadline = Date.now() + 5000;
while (threads.size === 0 && Date.now() < deadline)
  await new Promise((next) => setTimeout(next, 10));
ending = [...threads][Math.floor(Number(share) * threads.size)];
const message = JSON.stringify({
  id: 1,
  method: 'Runtime.evaluate',
  params: { expression: ENDS[end] },
});
tell('NodeWorker.sendMessageToWorker', { sessionId: ending, message });
console.log((await ended) ? 'ended' : 'gone');
process.exit(0);

function tell(method, params) {
  socket.send(JSON.stringify({ id: ++asked, method, params }));
}
