import { readdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { startMeter } from '../meter';

const load = createRequire(join(process.cwd(), 'package.json'));

/**
 * Loads every built function, as the host's worker does to register them; or, as the baseline, the SDK alone.
 * Starting Node does not count.
 */
function main([what]: readonly string[]): void {
  const folder = join(process.cwd(), 'dist/functions');
  const files = readdirSync(folder).filter((name) => name.endsWith('.js'));
  startMeter('now');
  if (what === 'sdk') load('@azure/functions');
  else for (const file of files) load(join(folder, file));
}

main(process.argv.slice(2));
