import { weekdayNames } from '../../../shared/domain/time/weekday-names';

test('names the weekdays, Monday first', () => {
  expect(weekdayNames('short')).toEqual(['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun']);
  expect(weekdayNames('long').join()).toBe('Monday,Tuesday,Wednesday,Thursday,Friday,Saturday,Sunday');
});
