/** As workers/load-worker.cts: `import` ends quietly where `require` of an ES module would not. */
exports.run = import('./predict-worker.js').then(({ run }) => run);
