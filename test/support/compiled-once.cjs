const vm = require('node:vm');

const { compileFunction } = vm;
const compiled = new Map();

/**
 * Replaces the function with which Jest compiles a module, once for each test file that loads it, by one that compiles a
 * module once for each worker. Otherwise a fifth of a worker's time goes into compiling the same modules again.
 */
exports.compileModulesOnce = () => {
  vm.compileFunction = (code, parameters, options) => {
    if (options?.parsingContext === undefined) return compileFunction(code, parameters, options);
    const { filename, parsingContext } = options;
    if (compiled.get(filename)?.code !== code) {
      const head = `(function (${parameters.join()}) {`;
      // The column keeps the places in stack traces as they are in the file.
      const script = new vm.Script(`${head}${code}\n})`, { filename, columnOffset: -head.length });
      compiled.set(filename, { code, script });
    }
    return compiled.get(filename).script.runInContext(parsingContext);
  };
};

/** Jest's own function: the coverage of a module is counted by places in the text that it compiles. */
exports.compileModulesEachTime = () => {
  vm.compileFunction = compileFunction;
};
