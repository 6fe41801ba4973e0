import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import type { WeekCounts } from '../../scripts/cost/count-week';
import { simulateNight } from '../../scripts/cost/fan-out';
import { scaleCommand, scaleDoc } from '../../scripts/cost/scale-doc';

const read = (path: string) => readFileSync(resolve(__dirname, '../..', path), 'utf8');

test('docs/scale.md is written from the counts', () => {
  const counts = JSON.parse(read('scripts/cost/counts.json')) as Record<string, WeekCounts>;
  if (read('docs/scale.md') !== scaleDoc(counts))
    throw new Error(`docs/scale.md is out of date: run "${scaleCommand}".`);
});

describe('a night of many tenants', () => {
  const tenant = (seconds: number) => ({ seconds, tableRequests: 60 });

  test('takes the time of one tenant if each has its own instance', () => {
    expect(simulateNight([tenant(60), tenant(60), tenant(60)], 3, 10)).toEqual({
      seconds: 70,
      peakTableRequests: 3,
    });
    expect(simulateNight([tenant(60)], 100, 10)).toEqual({ seconds: 70, peakTableRequests: 1 });
  });

  test('gives the next tenant to the first free instance', () => {
    // 0: 100 s; 1: 30 s, then 30 s, then 30 s.
    const { seconds, peakTableRequests } = simulateNight(
      [tenant(100), tenant(30), tenant(30), tenant(30)],
      2,
      0,
    );
    expect([seconds, peakTableRequests]).toEqual([100, 60 / 100 + 60 / 30]);
  });

  test('takes no time without tenants', () => {
    expect(simulateNight([], 10, 10)).toEqual({ seconds: 0, peakTableRequests: 0 });
  });
});
