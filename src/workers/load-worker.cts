import type { Job } from '../trial/job.js' with { 'resolution-mode': 'import' };

/**
 * Piscina loads what it runs by `require`, and a thread that ends while `require` links an ES module takes the
 * whole process with it (Node 20: "IsGraphAsync must be used on an instantiated module"). `import` ends quietly.
 */
const worker = import('./worker.js');

exports.run = async (job: Job) => (await worker).run(job);
