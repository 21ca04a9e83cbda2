/** As workers/load-worker.cts: `import` ends quietly where `require` of an ES module would not. */
exports.run = import('./objective-worker.js').then(({ run }) => run);
