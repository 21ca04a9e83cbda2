import { expect, test } from 'vitest';
import { redisAddress } from '../../../src/cli/redis-address.js';
import { AutofitError } from '../../../src/util/errors.js';
import { readAddress, withoutSecrets } from '../../../src/workers/redis/address.js';
import { serverFault } from '../../../src/workers/redis/server-fault.js';

test('an address is taken apart, and what is shown of it has no user and no password', () => {
  expect(readAddress('rediss://ann:p%2Fw%25@host.example:6380/3')).toEqual({
    host: 'host.example',
    port: 6380,
    username: 'ann',
    password: 'p/w%',
    database: 3,
    tls: true,
    shown: 'rediss://host.example:6380/3',
  });
  expect(readAddress('redis://[::1]')).toMatchObject({ host: '::1', port: 6379, tls: false });
  expect(readAddress('redis://:100%@host')).toMatchObject({
    password: '100%',
    username: undefined,
  });
});

test.each(['', 'host:6379', 'http://host', 'redis://', 'redis://host/x', 'redis://host?a=s3cret'])(
  'a text that is no address is refused without being repeated: %s',
  (text) => {
    const refusal = () => readAddress(text);
    expect(refusal).toThrow(AutofitError);
    expect(refusal).not.toThrow('s3cret');
  },
);

test('what a server says is told without user and password, as they are and as they are written', () => {
  const address = readAddress('redis://ann:p%2Fw@host');
  expect(withoutSecrets('AUTH ann p/w as p%2Fw', address)).toBe('AUTH *** *** as ***');
  const fault = serverFault(new Error('ERR strange p/w'), address);
  expect(fault.message).toBe('The Redis at redis://host:6379 cannot be used (ERR strange ***).');
});

test('the environment has the address, and user and password of one without', () => {
  const env = { AUTOFIT_REDIS: 'redis://a', AUTOFIT_REDIS_PASSWORD: 'p/w' };
  expect(readAddress(redisAddress(undefined, env) ?? '')).toMatchObject({
    password: 'p/w',
    host: 'a',
  });
  expect(readAddress(redisAddress('redis://:own@b', env) ?? '')).toMatchObject({ password: 'own' });
  expect(redisAddress(undefined, { AUTOFIT_REDIS: '' })).toBeUndefined();
});
