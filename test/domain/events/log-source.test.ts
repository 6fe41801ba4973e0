import {
  distinctSources,
  isImported,
  logSources,
  toLogSource,
  recordsFact,
} from '../../../shared/domain/events/log-source';

test('a source name gives its source, and a missing name the live one', () => {
  for (const source of logSources) expect(toLogSource(source)).toBe(source);
  expect([toLogSource(undefined), toLogSource(null), toLogSource('')]).toEqual(['graph', 'graph', 'graph']);
});

test('all sources but the live one are imported', () => {
  expect(logSources.filter(isImported)).toEqual(logSources.slice(1));
});

test('sources are listed once, the live one first', () => {
  expect(distinctSources(['portal csv', 'graph', 'portal csv'])).toEqual(['graph', 'portal csv']);
});

test('a fact counts as unavailable only if none of the sources contains it', () => {
  expect(recordsFact(['unified audit log'], 'justification')).toBe(false);
  expect(recordsFact(['portal csv'], 'justification')).toBe(true);
  expect(recordsFact(['portal csv', 'unified audit log'], 'ticket')).toBe(false);
  expect(recordsFact(['graph', 'unified audit log'], 'ticket')).toBe(true);
});
