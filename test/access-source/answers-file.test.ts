import { answerLine, readStoredRows } from '../../shared/access-source/answers-file';
import type { AccessAnswer } from '../../shared/access-source/list-pages';
import { aDirectory, holders } from '../support/builders/access-lists';

const answer = (text: string, overrides: Partial<AccessAnswer> = {}): AccessAnswer => ({
  endpoint: 'role-eligibility',
  path: '/roleManagement/directory/roleEligibilityScheduleInstances?$expand=principal',
  at: new Date('2026-11-18T01:35:00Z'),
  status: 200,
  text,
  ...overrides,
});
const page = (...value: unknown[]) => JSON.stringify({ '@odata.context': 'x', value });
const fileOf = (...answers: AccessAnswer[]) => [
  '[',
  ...answers.map(answerLine).map((line) => `${line},`),
  ']',
];

test('a line holds the answer as it came, and is JSON', () => {
  const text = page({ id: 1.0, name: 'é"\u2028' });
  const line = answerLine(answer(text));
  expect(line).toContain(`"body":${text}`);
  expect(JSON.parse(line)).toEqual({
    request: '/v1.0/roleManagement/directory/roleEligibilityScheduleInstances?$expand=principal',
    at: '2026-11-18T01:35:00.000Z',
    status: 200,
    body: JSON.parse(text) as unknown,
  });
});

test.each(['<html>busy</html>', '', '{"value":\n[]}', '{"value":['])(
  'what is no JSON on one line is kept as a text: %j',
  (text) => {
    const line = answerLine(answer(text));
    expect(line).not.toMatch(/[\r\n]/);
    expect((JSON.parse(line) as { text: string }).text).toBe(text);
  },
);

test('rows come back over pages, refusals hold none, what makes no sense is counted', () => {
  const [one, two] = aDirectory().eligible;
  const spread = JSON.stringify({ value: [two] }, null, 2);
  const lines = fileOf(answer(page(one, 'row')), answer(spread), answer('{"error":{}}', { status: 403 }));
  const { rows, paths, notUnderstood } = readStoredRows('role-eligibility', lines);
  expect(rows.map(({ principal }) => principal.id)).toEqual([holders.eligible.id, holders.team.id]);
  expect(notUnderstood).toBe(1);
  expect(paths).toHaveLength(2);
  expect(readStoredRows('users', ['[', ']'])).toEqual({ rows: [], paths: [], notUnderstood: 0 });
});
