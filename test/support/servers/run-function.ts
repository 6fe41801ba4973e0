// Runs built functions in their own process, with its environment: `node run-function.js FOLDER NAME…`. Writes every
// log line to stdout as a line of JSON. Exits with 1 at the first failure, without waiting for a retry. With
// FROZEN_CLOCK set to an instant, every clock of the process shows that instant.
import { join } from 'node:path';
import { startFunctionsHost } from '../../../local/functions-host';
import type { LogLine } from '../../../local/functions-host/log-sink';

function freezeClock(at: Date): void {
  const isNow = (args: unknown[]) => args.length === 0;
  globalThis.Date = new Proxy(Date, {
    construct: (date, args, made) => Reflect.construct(date, isNow(args) ? [at] : args, made) as Date,
    get: (date, name) => (name === 'now' ? () => at.getTime() : (Reflect.get(date, name) as unknown)),
  });
}

async function main([folder = '', ...names]: readonly string[]): Promise<void> {
  const { FROZEN_CLOCK } = process.env;
  if (FROZEN_CLOCK !== undefined) freezeClock(new Date(FROZEN_CLOCK));
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
