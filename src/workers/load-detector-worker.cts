/** As load-worker.cts: `import` ends quietly where `require` of an ES module would not. */
exports.run = import('./detector-worker.js').then(({ run }) => run);
