import { availableParallelism, freemem, totalmem } from 'node:os';
import { loadOpenBlas } from '../engine/kernels/blas/open-blas.js';
import { kernelsName } from '../engine/kernels/create-kernels.js';
import { hasRoomForWebAssembly, threadsWithRoom } from '../util/address-space.js';
import { groupMemory, groupProcessors } from '../util/control-groups.js';
import { availableProcessors } from '../util/processors.js';
import type { Diagnosis, Finding } from './diagnosis.js';
import { folderFinding } from './folder-finding.js';
import { kernelsFinding } from './kernels-finding.js';
import { addressesFinding, memoryFinding, processorsFinding } from './machine-findings.js';
import { nodeFinding } from './node-finding.js';
import { openBlasFinding } from './packages-finding.js';
import { terminalFinding } from './terminal-finding.js';
import { threadFindings } from './thread-findings.js';
import { trainingFinding } from './training-finding.js';

/** Looks at all that autofit stands on, by using it for a moment; runs would be written to the folder. */
export async function examine(folder: string): Promise<Diagnosis> {
  const kernels = kernelsName('auto');
  const available = availableProcessors();
  const threads = threadsWithRoom();
  const findings: readonly Finding[] = [
    nodeFinding(process.versions.node),
    kernelsFinding(kernels, hasRoomForWebAssembly()),
    processorsFinding({
      available,
      system: availableParallelism(),
      groups: groupProcessors(),
      slurm: process.env.SLURM_CPUS_PER_TASK,
    }),
    memoryFinding({ total: totalmem(), free: freemem(), groups: groupMemory() }),
    addressesFinding(threads, available),
    await folderFinding(folder),
    // Without room for its addresses a thread would end the process.
    ...(threads >= 1 ? await threadFindings() : []),
    trainingFinding(kernels),
    openBlasFinding(loadOpenBlas),
    terminalFinding({
      isTerminal: process.stdout.isTTY === true,
      columns: process.stdout.columns,
      environment: process.env,
    }),
  ];
  return { works: findings.every(({ status }) => status !== 'fail'), findings };
}
