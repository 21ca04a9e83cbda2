import { once } from 'node:events';
import { connect, createServer, type Socket } from 'node:net';

/** A network on loopback that can be bad. */
export interface Link {
  readonly port: number;
  /** Breaks all connections; new ones can be made. */
  cut(): void;
  /** From now on all that is sent arrives so late. */
  delay(ms: number): void;
  /** Holds all that is sent until it is told to go on. */
  hold(isHeld: boolean): void;
  close(): void;
}

/** Forwards connections to a port of this machine. */
export async function openLink(target: number): Promise<Link> {
  const sockets = new Set<Socket>();
  let late = 0;
  let isHeld = false;
  const forward = (from: Socket, to: Socket) => {
    sockets.add(from);
    from.on('data', (bytes) => void setTimeout(() => to.writable && to.write(bytes), late));
    from.on('error', () => to.destroy());
    from.on('close', () => {
      sockets.delete(from);
      setTimeout(() => to.destroy(), late);
    });
    if (isHeld) from.pause();
  };
  const server = createServer((near) => {
    const far = connect(target, '127.0.0.1');
    forward(near, far);
    forward(far, near);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const cut = () => {
    for (const socket of sockets) socket.destroy();
  };
  return {
    port: (server.address() as { readonly port: number }).port,
    cut,
    delay(ms) {
      late = ms;
    },
    hold(wanted) {
      isHeld = wanted;
      for (const socket of sockets) {
        if (wanted) socket.pause();
        else socket.resume();
      }
    },
    close() {
      server.close();
      cut();
    },
  };
}
