import { readStoredRows } from '../../shared/access-source/stored-rows';
import { answerLine } from '../../shared/domain/access/answer-line';
import { aDirectory, holders } from '../support/builders/access-lists';

const line = (value: unknown[], group: string | null = null, status = 200) =>
  answerLine({
    endpoint: 'role-eligibility',
    path: '/x',
    group,
    at: new Date('2026-11-18T01:35:00Z'),
    status,
    text: JSON.stringify({ value }),
  });

test('readStoredRows returns the rows of all pages, none of refusals, and counts unreadable rows', async () => {
  const [one, two] = aDirectory().eligible;
  const lines = ['[', `${line([one, 'row'])},`, `${line([two])},`, line(['x'], null, 403), ']'];
  const { rows, notUnderstood } = await readStoredRows('role-eligibility', lines);
  expect(rows.map(({ principal }) => principal.id)).toEqual([holders.eligible.id, holders.team.id]);
  expect(notUnderstood).toBe(1);
});

test('readStoredRows returns the requested groups, even without rows, but no deleted ones', async () => {
  const lines = [line([], 'G1'), line([], 'g2'), line([], 'g3', 404)];
  expect([...(await readStoredRows('group-eligibility', lines)).groups]).toEqual(['g1', 'g2']);
  expect(await readStoredRows('users', ['[', ']'])).toEqual({
    rows: [],
    groups: new Set(),
    notUnderstood: 0,
  });
});
