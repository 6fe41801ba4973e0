/** What all bundles of this project have in common. */
export const bundle = {
  bundle: true,
  platform: 'node',
  target: 'node20',
  format: 'cjs',
  outbase: '.',
  outdir: 'dist',
  // The ES module builds bundle cleanly where a UMD "main" hides its requires (jsonc-parser).
  mainFields: ['module', 'main'],
  // A module of the storage SDK asks for its own address, which a CommonJS bundle does not have.
  define: { 'import.meta.url': 'importMetaUrl' },
  // yazl's checksum of every byte: the same, by zlib.
  alias: { 'buffer-crc32': './scripts/native-crc32.mjs' },
  inject: ['scripts/import-meta-url.mjs'],
  logLevel: 'warning',
};

/**
 * Provided by the Functions host's worker alone; and a corner of unzipper (a dependency of exceljs) that reads from S3,
 * which is never reached here.
 */
export const elsewhere = ['@azure/functions-core', '@aws-sdk/client-s3'];

/** Tools of the local world, the tests and the pictures: loaded from node_modules, never deployed. */
export const tools = ['azurite', 'nodemailer', 'playwright-core'];
