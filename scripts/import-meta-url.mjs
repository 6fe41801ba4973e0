// A bundle is CommonJS and has no `import.meta.url`: where a module asks for it, this is the bundle's own address.
export const importMetaUrl = require('node:url').pathToFileURL(__filename).href;
