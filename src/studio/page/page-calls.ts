import type { PageData } from '../../browser/index.js';
import * as library from '../../browser/index.js';
import { runName } from '../run-name.js';
import { createRunQueue, type RunWork } from '../run-queue.js';
import type { StudioCalls, StudioData } from '../studio-calls.js';
import { STUDIO_EXAMPLES } from '../studio-examples.js';
import { reportAddress } from './begin-worker.js';
import { mistakeOf } from './studio-state.js';

const RUNS = '/runs';

/** The studio's calls in the page itself, by `autofit/browser`. */
export function callsInPage(): StudioCalls {
  const queue = createRunQueue(mistakeOf);
  const names = new Set<string>();

  return {
    place: 'page',
    given: undefined,
    examples: STUDIO_EXAMPLES,
    keeping: library.runFiles.keeping,
    inspect: async (data, { label, types, ignore }) =>
      library.inspect(await opened(data), {
        types,
        ignore,
        spreads: true,
        ...(label !== undefined && { label }),
      }),
    async fit(data, told) {
      const source = await opened(data);
      const name = runName(nameOf(data), (own) => names.has(own));
      names.add(name);
      const run = `${RUNS}/${name}`;
      const go: Work = (around) => library.fit(source, { ...told, out: run, ...around });
      queue.begin({ run, data: nameOf(data) }, { go });
      return run;
    },
    async resume(run, timeLimit) {
      const more = timeLimit === undefined ? {} : { timeLimit };
      const go: Work = (around) => library.resume(run, { ...more, ...around });
      queue.begin({ run, data: run.slice(run.lastIndexOf('/') + 1) }, { go });
    },
    stop: async (run) => queue.stop(run),
    watch: queue.watch,
    runs: () => library.listRuns(RUNS),
    removeRun: library.runFiles.remove,
    file: async (run, name) => new Blob([await library.runFiles.read(`${run}/${name}`)]),
    async reportAddress(run) {
      const bytes = await library.runFiles.read(`${run}/report.html`);
      return reportAddress(run.slice(run.lastIndexOf('/') + 1), new Blob([bytes]));
    },
    exportRun: async (run, form) => new Blob([await library.exportRun(run, form)]),
    async predict(run, data) {
      const { csv, notes } = await library.predictTable(run, await opened(data));
      return { csv: new Blob([csv], { type: 'text/csv' }), notes };
    },
    drift: async (run, data) => library.driftOf(run, await opened(data)),
    compare: library.compareRuns,
  };
}

type Work = RunWork['go'];

/** Examples are fetched from where the page is. */
async function opened(data: StudioData): Promise<PageData> {
  if (data.kind === 'files') {
    const [first] = data.files;
    return data.files.length === 1 && first ? first : data.files;
  }
  const response = await fetch(new URL(`examples/${data.name}`, document.baseURI));
  if (!response.ok) throw new Error(`${data.name} cannot be fetched: ${response.status}`);
  return new File([await response.blob()], data.name);
}

function nameOf(data: StudioData): string {
  if (data.kind !== 'files') return data.name;
  const [first] = data.files;
  return first?.webkitRelativePath.split('/')[0] || first?.name || 'data';
}
