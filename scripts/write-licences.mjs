/** Writes THIRD-PARTY.md: whose code the package holds, with their notices, and what npm installs beside it. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import './build.mjs';
import { thirdParty } from './third-party.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
writeFileSync(join(root, 'THIRD-PARTY.md'), thirdParty(root));
