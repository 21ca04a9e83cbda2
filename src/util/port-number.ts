import { AutofitError } from './errors.js';
import { wholeNumber } from './whole-number.js';

const LAST_PORT = 65_535;

/** The port, if it can be one; 0 is any that is free. Throws an AutofitError that names the option. */
export function portNumber(port: number): number {
  if (wholeNumber('port', port, 0) <= LAST_PORT) return port;
  throw new AutofitError('BAD_OPTION', `\`port\` cannot be ${port}.`, {
    hint: `It takes ${LAST_PORT} at most.`,
  });
}
