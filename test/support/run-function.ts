// Runs built functions in a process of their own, under its environment: `node run-function.js FILE NAME…`. Every
// log line goes to stdout as a line of JSON. Ends with 1 at the first failure, instead of waiting for a retry.
import { startFunctionsHost } from '../../local/functions-host';
import type { LogLine } from '../../local/functions-host/log-sink';

async function main([file = '', ...names]: readonly string[]): Promise<void> {
  const log = (line: LogLine): void => {
    process.stdout.write(`${JSON.stringify(line)}\n`);
    if (line.source === 'host' && line.message.includes('is tried again')) process.exit(1);
  };
  const host = await startFunctionsHost({ files: [file], settings: {}, log });
  for (const name of names) await host.fire(name);
  await host.stop();
}

void main(process.argv.slice(2));
