import type { PageData } from '../../browser/index.js';
import * as library from '../../browser/index.js';
import { now, timestamp } from '../../util/clock.js';
import type { StudioCalls, StudioData, StudioTold } from '../studio-calls.js';
import { STUDIO_EXAMPLES } from '../studio-examples.js';
import { createTold } from '../told.js';
import { reportAddress } from './begin-worker.js';
import { mistakeOf } from './studio-state.js';

const RUNS = '/runs';

/** The studio's calls in the page itself, by `autofit/browser`. */
export function callsInPage(): StudioCalls {
  const told = createTold();
  let abort: AbortController | undefined;

  const begin = async (run: string, data: string, work: Work) => {
    abort = new AbortController();
    const began = now();
    told.tell({ kind: 'begun', run, data });
    const onProgress: Progress = (event) =>
      told.tell({ kind: 'event', event, seconds: (now() - began) / 1000 });
    try {
      const { summary } = await work({ signal: abort.signal, onProgress });
      told.tell({ kind: 'done', run, summary });
    } catch (thrown) {
      told.tell({ kind: 'failed', mistake: mistakeOf(thrown) });
    }
  };

  return {
    place: 'page',
    given: undefined,
    examples: STUDIO_EXAMPLES,
    keepsRuns: library.runFiles.areKept,
    inspect: async (data, { label, types, ignore }) =>
      library.inspect(await opened(data), {
        types,
        ignore,
        spreads: true,
        ...(label !== undefined && { label }),
      }),
    async fit(data, told) {
      const source = await opened(data);
      const run = `${RUNS}/${nameOf(data)}-${timestamp()}`;
      void begin(run, nameOf(data), (around) =>
        library.fit(source, { ...told, out: run, ...around }),
      );
    },
    async resume(run, timeLimit) {
      const more = timeLimit === undefined ? {} : { timeLimit };
      void begin(run, run, (around) => library.resume(run, { ...more, ...around }));
    },
    stop: async () => abort?.abort(),
    watch: told.watch,
    runs: () => library.listRuns(RUNS),
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

type Progress = NonNullable<library.PageFitOptions['onProgress']>;
type Work = (around: {
  readonly signal: AbortSignal;
  readonly onProgress: Progress;
}) => Promise<{ readonly summary: Extract<StudioTold, { kind: 'done' }>['summary'] }>;

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
  if (data.kind !== 'files') return data.name.replace(/\..*$/, '');
  const [first] = data.files;
  const name = first?.webkitRelativePath.split('/')[0] || first?.name || 'data';
  return name.replace(/\..*$/, '').replaceAll(/[^\p{L}\p{N}_-]+/gu, '-');
}
