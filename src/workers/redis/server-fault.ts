import { AutofitError, errorMessage } from '../../util/errors.js';
import { type RedisAddress, withoutSecrets } from './address.js';

const WITHOUT_TLS = 'One without TLS is named by redis:// rather than rediss://.';

interface KnownFault {
  readonly says: RegExp;
  readonly what: string;
  readonly hint: string;
}

/** What servers and sockets say, what that means, and what to do. */
const KNOWN: readonly KnownFault[] = [
  {
    says: /WRONGPASS|invalid (?:username-password|password)/,
    what: 'refuses the user or the password',
    hint: 'Check both; signs in them are percent-encoded in an address.',
  },
  {
    says: /NOAUTH|HELLO must be called/,
    what: 'wants a password',
    hint: 'Give it in the address, redis://:password@host, or by the variable AUTOFIT_REDIS_PASSWORD.',
  },
  {
    says: /AUTH.*without any password|Client sent AUTH/,
    what: 'has no password, and one was given',
    hint: 'Leave it out, or set one there (requirepass).',
  },
  {
    says: /NOPERM/,
    what: 'does not let this user do all that is needed',
    hint: 'Let the user use keys and channels that begin with autofit: (~autofit:* &autofit:* +@all -@admin +info).',
  },
  {
    says: /READONLY/,
    what: 'is a read-only replica',
    hint: 'Name the server that it copies.',
  },
  {
    says: /OOM command not allowed/,
    what: 'is full (maxmemory)',
    hint: 'Give it more memory, or remove what is not needed.',
  },
  {
    says: /MISCONF/,
    what: 'cannot save its data and takes no more',
    hint: 'Its disk may be full: its log says why.',
  },
  {
    says: /LOADING|loading/,
    what: 'still reads its data',
    hint: 'Try again in a while.',
  },
  {
    says: /MOVED|CROSSSLOT|CLUSTERDOWN/,
    what: 'is a cluster',
    hint: 'Name a Redis that stands alone.',
  },
  {
    says: /ENOTFOUND|EAI_AGAIN/,
    what: 'has a host that nobody knows',
    hint: 'Check the name of the host.',
  },
  {
    says: /ECONNREFUSED/,
    what: 'does not answer: nothing listens there',
    hint: 'Check host and port, and that the server runs and listens to more than its own machine (bind).',
  },
  {
    says: /ETIMEDOUT|EHOSTUNREACH|ENETUNREACH|Command timed out/,
    what: 'does not answer',
    hint: 'Check host and port, and firewalls between.',
  },
  {
    says: /wrong version number|EPROTO|ERR_SSL|packet length too long/,
    what: 'does not speak TLS',
    hint: `${WITHOUT_TLS} With TLS it listens at its tls-port.`,
  },
  {
    says: /certificate|self.signed|altnames|UNABLE_TO|CERT_/i,
    what: 'shows a certificate that is not trusted',
    hint: 'Name the host as the certificate does; an authority of your own is told to Node by NODE_EXTRA_CA_CERTS.',
  },
  {
    says: /Protocol error|Unknown RESP|as reply type byte|ECONNRESET|Connection is closed|EPIPE/,
    what: 'is not a Redis, or one with TLS',
    hint: 'Check the port; with TLS the address begins with rediss://.',
  },
  {
    says: /out of range/,
    what: 'does not have this database',
    hint: 'Name a lower one: redis://host/0.',
  },
];

/** What is wrong with a Redis, as a mistake that says where and what to do, and nothing of a password. */
export function serverFault(thrown: unknown, address: RedisAddress): AutofitError {
  if (thrown instanceof AutofitError) return thrown;
  const { code = '' } = thrown as { code?: string };
  const said = `${code} ${errorMessage(thrown)}`.trim();
  // Before what is secret is taken out, which may be a part of other words.
  const known = KNOWN.find(({ says }) => says.test(said));
  const text = withoutSecrets(said, address);
  const what = known ? known.what : 'cannot be used';
  const hint = known?.hint ?? 'Check the address and the server.';
  // A server without TLS waits for what it understands.
  const orPlain = address.tls && /ETIMEDOUT|Command timed out/.test(said) ? ` ${WITHOUT_TLS}` : '';
  return new AutofitError('BAD_REDIS', `The Redis at ${address.shown} ${what} (${text}).`, {
    hint: `${hint}${orPlain}`,
  });
}
