import { startMeter } from './meter';

// Loaded with `node --require` before a program that knows nothing of the benchmark.
startMeter('process start');
