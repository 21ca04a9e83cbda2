import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';

/** What is called once a connection ends. */
const waiting = new WeakMap<Socket, Set<() => void>>();

/**
 * Calls back once, when an answer is sent or its connection ended. Answers that wait behind another one of their connection are not told
 * that it ended, so the connection is listened to as well: once, as many answers may wait for it.
 */
export function whenOver(
  { incoming, outgoing }: { readonly incoming: IncomingMessage; readonly outgoing: ServerResponse },
  then: () => void,
): void {
  const { socket } = incoming;
  const all = waiting.get(socket) ?? listen(socket);
  const over = () => {
    if (all.delete(over)) then();
  };
  all.add(over);
  outgoing.once('close', over);
  if (socket.destroyed) over();
}

function listen(socket: Socket): Set<() => void> {
  const all = new Set<() => void>();
  waiting.set(socket, all);
  socket.once('close', () => {
    for (const over of all) over();
  });
  return all;
}
