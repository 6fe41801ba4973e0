import type { AccessAnswer } from '../../../shared/domain/access/access-reading';
import { answerLine, parseAnswerLine } from '../../../shared/domain/access/answer-line';

const path = '/roleManagement/directory/roleEligibilityScheduleInstances?$expand=principal';
const answer = (text: string, overrides: Partial<AccessAnswer> = {}): AccessAnswer => ({
  endpoint: 'role-eligibility',
  path,
  group: null,
  at: new Date('2026-11-18T01:35:00Z'),
  status: 200,
  text,
  ...overrides,
});

test('a line contains the answer unchanged, and is JSON', () => {
  const text = '{"value":[{"id":1.0,"name":"é\\"\u2028"}]}';
  const line = answerLine(answer(text));
  expect(line).toContain(`"body":${text}`);
  expect(JSON.parse(line)).toEqual({
    request: `/v1.0${path}`,
    at: '2026-11-18T01:35:00.000Z',
    status: 200,
    body: JSON.parse(text) as unknown,
  });
  expect(parseAnswerLine(`${line},`)).toEqual({
    path,
    group: null,
    status: 200,
    items: [{ id: 1, name: 'é"\u2028' }],
  });
});

test.each(['<html>busy</html>', '', '{"value":\n[]}', '{"value":[', 'null'])(
  'an answer that is not JSON on one line is kept as text: %j',
  (text) => {
    const line = answerLine(answer(text));
    expect(line).not.toMatch(/[\r\n]/);
    expect((JSON.parse(line) as { text: string }).text).toBe(text);
    expect(parseAnswerLine(line)?.items).toEqual([]);
  },
);

test('a page of several lines gives its items; a refusal gives none', () => {
  const spread = JSON.stringify({ value: ['row'] }, null, 2);
  expect(parseAnswerLine(answerLine(answer(spread)))?.items).toEqual(['row']);
  const refusal = answerLine(answer('{"value":["row"]}', { status: 403, group: 'g1' }));
  expect(parseAnswerLine(refusal)).toMatchObject({ status: 403, group: 'g1', items: [] });
  expect([parseAnswerLine('['), parseAnswerLine(']'), parseAnswerLine('')]).toEqual([null, null, null]);
});
