// Runs built functions in their own process, with its environment: `node run-function.js FOLDER NAME…`. Writes every
// log line to stdout as a line of JSON. Exits with 1 at the first failure, without waiting for a retry.
import { join } from 'node:path';
import { startFunctionsHost } from '../../../local/functions-host';
import type { LogLine } from '../../../local/functions-host/log-sink';

async function main([folder = '', ...names]: readonly string[]): Promise<void> {
  const log = (line: LogLine): void => {
    process.stdout.write(`${JSON.stringify(line)}\n`);
    if (line.source === 'host' && line.message.includes('is tried again')) process.exit(1);
  };
  const files = names.map((name) => join(folder, `${name}.js`));
  const host = await startFunctionsHost({ files, settings: {}, log });
  for (const name of names) await host.fire(name);
  await host.stop();
}

void main(process.argv.slice(2));
