// Tests every row of docs/faults.md with its fault hitting one request and every request; the suite takes one of the two
// for each row.
import { runJest } from './run-jest.mjs';

runJest(['test/faults'], { FAULTS: 'every' });
