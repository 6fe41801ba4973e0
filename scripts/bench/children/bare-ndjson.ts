import { createReadStream } from 'node:fs';
import { createInterface } from 'node:readline';

/** The least that an import of one record a line can do: reads the lines and parses each. */
async function main(): Promise<void> {
  const lines = createInterface({ input: createReadStream(process.argv[2] ?? '') });
  let events = 0;
  for await (const line of lines) if (line !== '' && JSON.parse(line) !== null) events += 1;
  process.stdout.write(`${events}\n`);
}

void main();
