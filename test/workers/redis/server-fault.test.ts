import { expect, test } from 'vitest';
import { readAddress } from '../../../src/workers/redis/address.js';
import { serverFault } from '../../../src/workers/redis/server-fault.js';

const address = readAddress('redis://me:s3cret@queue:7000');

test.each([
  ['Command timed out', 'does not answer', 'firewalls'],
  [
    'connect ECONNREFUSED 10.0.0.1:7000',
    'does not answer: nothing listens there',
    'Check host and port',
  ],
  ["OOM command not allowed when used memory > 'maxmemory'.", 'is full', 'more memory'],
  ['ERR something of me and s3cret', 'cannot be used', 'Check the address'],
])('what a server says is told with where it is and what to do: %s', (says, what, hint) => {
  const fault = serverFault(new Error(says), address);
  expect(fault.message).toContain(`The Redis at redis://queue:7000 ${what}`);
  expect(fault.hint).toContain(hint);
  expect(fault.message).not.toContain('s3cret');
});
