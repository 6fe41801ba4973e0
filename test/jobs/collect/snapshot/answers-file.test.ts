import { gunzipSync } from 'node:zlib';
import type { AccessAnswer } from '../../../../shared/domain/access/access-reading';
import { parseAnswerLine } from '../../../../shared/domain/access/answer-line';
import { createAnswersFile, readAnswerLines } from '../../../../shared/jobs/collect/snapshot/answers-file';

const answer = (text: string): AccessAnswer => ({
  endpoint: 'users',
  path: '/users',
  group: null,
  at: new Date(0),
  status: 200,
  text,
});

test('a file is a JSON array with one answer per line, and returns every text unchanged', async () => {
  const values = ['é\u2028\u2029"\\', '😀'.repeat(40_000), 'x'.repeat(300_000)];
  const file = createAnswersFile();
  for (const value of values) await file.add(answer(JSON.stringify({ value: [value] })));
  const content = await file.finish();
  expect(JSON.parse(gunzipSync(content).toString())).toHaveLength(3);
  const read: unknown[] = [];
  for await (const line of readAnswerLines(content)) read.push(...(parseAnswerLine(line)?.items ?? []));
  expect(read).toEqual(values);
});
