import { randomBytes, randomUUID } from 'node:crypto';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { createAdaptorServer } from '@hono/node-server';
import { AutofitError, errorMessage } from '../../util/errors.js';
import { portNumber } from '../../util/port-number.js';
import { wholeNumber } from '../../util/whole-number.js';
import { createRunAtHand } from './run-at-hand.js';
import { createStudioApp } from './studio-app.js';
import { openUploads } from './uploads.js';

export interface StudioOptions {
  /** A file or folder that the page offers first. @default none */
  readonly data?: string | undefined;
  /** The folder that holds runs. @default 'autofit-runs' */
  readonly runs?: string | undefined;
  /** @default 0, a port that is free */
  readonly port?: number | undefined;
  /** Worker threads of runs. @default the processors available */
  readonly workers?: number | undefined;
  /** Whether the page does all itself, and this server gives it its files alone. @default false */
  readonly inPage?: boolean | undefined;
  /** Told of what goes wrong inside. @default nobody is */
  readonly onMessage?: ((message: string) => void) | undefined;
}

/** The studio, on this machine alone. */
export interface StudioService {
  /** Where it is, with the token that its page must bring once. */
  readonly url: string;
  /** Stops the run at hand, which keeps what is finished, and listens no more. */
  close(): Promise<void>;
}

const LOOPBACK = '127.0.0.1';

/** Serves the studio at the loopback address. Throws an AutofitError where the port cannot be had, and for what it would not use. */
export async function serveStudio(options: StudioOptions = {}): Promise<StudioService> {
  const { data, runs = 'autofit-runs', port = 0, workers, inPage = false } = options;
  const { onMessage = () => {} } = options;
  checkAsked(options);
  const token = randomBytes(24).toString('base64url');
  const uploads = await openUploads(runs);
  const atHand = createRunAtHand(workers);
  const onFailure = (thrown: unknown) =>
    onMessage(thrown instanceof Error ? (thrown.stack ?? thrown.message) : errorMessage(thrown));
  const id = randomUUID();
  const place = { data, runs, token, server: id, isInPage: inPage, uploads, atHand, onFailure };
  const server = createAdaptorServer({ fetch: createStudioApp(place).fetch });
  try {
    server.listen(port, LOOPBACK);
    await once(server, 'listening');
  } catch (thrown) {
    await uploads.close();
    throw new AutofitError('NO_PORT', `Port ${port} cannot be had: ${errorMessage(thrown)}.`, {
      hint: 'Choose another with `port`, or leave it out for one that is free.',
    });
  }
  const own = (server.address() as AddressInfo).port;
  return {
    url: `http://${LOOPBACK}:${own}/?token=${token}`,
    async close() {
      await atHand.close();
      server.close();
      if ('closeAllConnections' in server) server.closeAllConnections();
      await uploads.close();
    },
  };
}

/** Before a page is there to be told. */
function checkAsked({ data, runs, port, workers, inPage }: StudioOptions): void {
  for (const [name, value] of Object.entries({ data, runs, workers })) {
    if (!inPage || value === undefined) continue;
    // Data has no flag of its own.
    const told = name === 'data' ? value : `\`${name}: ${JSON.stringify(value)}\``;
    throw new AutofitError('BAD_OPTION', `${told} does not go with \`inPage: true\`.`, {
      hint: 'The page does all itself then: leave one of them out.',
    });
  }
  if (workers !== undefined) wholeNumber('workers', workers, 1);
  if (port !== undefined) portNumber(port);
  if (data === '-') {
    throw new AutofitError('BAD_OPTION', 'Standard input can be read once, and pages read again.', {
      hint: 'Save it as a file, and name that.',
    });
  }
}
