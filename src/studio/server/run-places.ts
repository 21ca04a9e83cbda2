import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { runName } from '../run-name.js';

/** Gives folders of runs to come, each once, by the file that a run is begun with. */
export function createRunPlaces(runs: string): (file: string) => string {
  const given = new Set<string>();
  return (file) => {
    const name = runName(file, (own) => given.has(own) || existsSync(join(runs, own)));
    given.add(name);
    return join(runs, name);
  };
}
