import { problemsOf, settingsOf } from './world';

test.each([
  ['FINDINGS', '{"disabled":["late-events"],"disabled":["self-approval"]}', '', 'disabled'],
  ['FINDINGS', '{"long-activation":{"hours":4,"hours":5}}', ' at long-activation', 'hours'],
  ['REPORTS', '[{"name":"a","recipients":"a@b.example","recipients":"c@d.example"}]', ' at 0', 'recipients'],
  ['ALERTS', '[{"name":"soc","kind":"mail","recipients":"a@b.example","name":"soc2"}]', ' at 0', 'name'],
])('%s rejects a repeated key, whose first value would be lost: %s', (name, text, where, key) => {
  const [problem, ...others] = problemsOf({ [name]: text });
  expect(others).toEqual([]);
  expect(problem).toMatch(new RegExp(`^${name}${where}: found `));
  expect(problem).toContain(
    `has the key "${key}" more than once, and only the last value would count; write it once.`,
  );
});

test('the same key may occur in several objects', () => {
  const reports = '[{"name":"a","recipients":"a@b.example"},{"name":"b","recipients":"a@b.example"}]';
  expect(settingsOf({ REPORTS: reports }).reports).toHaveLength(2);
});
