import { startMeter } from './meter';

// Loaded with `node --require` before a program that is not part of the benchmark.
startMeter('process start');
