import { sightingsAfter, sightingsOf } from '../../../shared/analysis/history/sightings';
import { at } from '../../support/builders/findings';
import { daysBefore } from '../../support/builders/history';

const start = at('Tue 10:00');
const seen = (days: number) => new Map([['a', daysBefore(days).getTime()]]);

describe('sightings', () => {
  test('count a sighting exactly at the start of the look-back', () => {
    expect(sightingsAfter(seen(30)).wasSeen('a', start, 30)).toBe(true);
    expect(sightingsAfter(seen(30.001)).wasSeen('a', start, 30)).toBe(false);
    expect(sightingsAfter(seen(1)).wasSeen('b', start, 30)).toBe(false);
    expect([30, 30.001].map((days) => sightingsAfter(seen(days)).countSeen(start, 30))).toEqual([1, 0]);
  });

  test('add new sightings to those of the history, and leave the history unchanged', () => {
    const history = seen(40);
    const sightings = sightingsAfter(history);
    sightings.see('a', start);
    sightings.see('b', start);
    sightings.see('b', daysBefore(5));
    expect([sightings.last('a'), sightings.last('b'), sightings.last('c')]).toEqual([
      start.getTime(),
      start.getTime(),
      null,
    ]);
    expect(sightings.countSeen(start, 30)).toBe(2);
    expect(history).toEqual(seen(40));
  });

  test('are separate for each owner', () => {
    const of = sightingsOf(new Map([['anna', seen(1)]]));
    of('bo').see('b', start);
    expect([of('anna').countSeen(start, 30), of('bo').countSeen(start, 30)]).toEqual([1, 1]);
    expect(of('bo').wasSeen('a', start, 30)).toBe(false);
  });
});
