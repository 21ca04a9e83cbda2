import type { Finding } from './diagnosis.js';

/** The oldest Node that is supported, as package.json has it. */
export const LEAST_NODE = '20.19';

export function nodeFinding(version: string): Finding {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  const [least = 0, leastMinor = 0] = LEAST_NODE.split('.').map(Number);
  const isNew = major > least || (major === least && minor >= leastMinor);
  if (isNew) return { name: 'Node', status: 'ok', found: version };
  return {
    name: 'Node',
    status: 'fail',
    found: `${version} is older than what is supported`,
    advice: `Install Node ${LEAST_NODE} or later: https://nodejs.org.`,
  };
}
