// Fuzzes what is read from outside for longer than the suite does: `npm run fuzz`, or `npm run fuzz -- 1000` for a
// thousand times as many cases. Exits with 1 and prints the smallest failing case and its seed.
import { runJest } from './run-jest.mjs';

const times = process.argv[2] ?? '50';
if (!/^[1-9]\d*$/.test(times))
  throw new Error(`"${times}" is not how many times as many cases to try; write 50.`);
runJest(['test/fuzz'], { FUZZ: times });
