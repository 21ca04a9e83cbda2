/**
 * Piscina loads what it runs by `require`, and a thread that ends while `require` links an ES module takes the
 * whole process with it (Node 20: "IsGraphAsync must be used on an instantiated module"). `import` ends quietly.
 */
exports.run = import('./worker.js').then(({ run }) => run);
