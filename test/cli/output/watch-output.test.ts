import { EventEmitter } from 'node:events';
import { PassThrough } from 'node:stream';
import { watchOutput, type OutputProcess } from '../../../cli/output/watch-output';

const full = Object.assign(new Error('ENOSPC: no space left on device, write'), {
  code: 'ENOSPC',
  errno: -28,
});
const closed = Object.assign(new Error('write EPIPE'), { code: 'EPIPE', errno: -32 });

/** A process whose output fails, and which then ends; returns its exit code and what it printed on stderr. */
function ends(
  error: Error | null,
  {
    json = false,
    exitCode = 0,
    stream = 'stdout',
  }: { json?: boolean; exitCode?: number; stream?: 'stdout' | 'stderr' } = {},
) {
  const [stdout, stderr] = [new PassThrough(), new PassThrough()];
  const child = Object.assign(new EventEmitter(), { stdout, stderr, exitCode });
  watchOutput(child as unknown as OutputProcess, json);
  if (error !== null) for (const each of [error, error]) child[stream].emit('error', each);
  child.emit('beforeExit');
  return [child.exitCode, (stderr.read() as Buffer | null)?.toString() ?? ''];
}

const line = 'The output could not be written: no space left on device.';

test('says once that the disk is full, with exit code 1', () => {
  expect(ends(full)).toEqual([1, `error: ${line}\n`]);
  expect(ends(full, { stream: 'stderr' })).toEqual([1, `error: ${line}\n`]);
  expect(ends(full, { exitCode: 2 })).toEqual([2, `error: ${line}\n`]);
});

test('says so with --json in one object, unless the command has printed its error', () => {
  expect(ends(full, { json: true })).toEqual([1, `{"error":{"message":"${line}","exitCode":1}}\n`]);
  expect(ends(full, { json: true, exitCode: 1 })).toEqual([1, '']);
});

test('keeps the words of an error that the system does not know', () => {
  expect(ends(new Error('It broke'))).toEqual([1, 'error: The output could not be written: It broke.\n']);
});

test('is silent when everything was written, and when the reader has stopped', () => {
  expect(ends(null)).toEqual([0, '']);
  expect(ends(closed)).toEqual([0, '']);
});
