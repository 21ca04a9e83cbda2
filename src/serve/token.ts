import { createHash, timingSafeEqual } from 'node:crypto';

/**
 * Whether an Authorization header has the token: as `Bearer`, or as the password of `Basic`, which browsers ask for. How long it takes
 * tells nothing of the token, as hashes are compared.
 */
export function tokenCheck(token: string): (header: string | undefined) => boolean {
  const wanted = hashOf(token);
  return (header = '') => timingSafeEqual(hashOf(givenToken(header)), wanted);
}

function givenToken(header: string): string {
  const split = header.indexOf(' ');
  const [scheme, given] = [header.slice(0, split).toLowerCase(), header.slice(split + 1).trim()];
  if (scheme === 'bearer') return given;
  if (scheme !== 'basic') return '';
  const pair = Buffer.from(given, 'base64').toString();
  return pair.slice(pair.indexOf(':') + 1);
}

function hashOf(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}
