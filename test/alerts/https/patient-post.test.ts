import { createPatientPost } from '../../../shared/alerts/https/patient-post';
import type { PostAnswer } from '../../../shared/alerts/https/post';

/** A signal that fires only long after the test. */
const patience = () => AbortSignal.timeout(900_000);

const busy = (retryAfter: number | null): PostAnswer => ({ status: 429, body: '', retryAfter });
const taken: PostAnswer = { status: 200, body: 'ok', retryAfter: null };

/** A post that returns these answers in order, and then repeats the last. */
function answering(...answers: readonly PostAnswer[]) {
  const asked: number[] = [];
  const post = () => {
    asked.push(performance.now());
    return Promise.resolve(answers[Math.min(asked.length, answers.length) - 1] ?? taken);
  };
  return { post, asked };
}

test('sends again within the run after a short Retry-After', async () => {
  const { post, asked } = answering(busy(50), taken);
  const patient = createPatientPost(post, { longestPause: 100, gap: 0 });
  expect(await patient({ body: '{}' }, patience())).toBe(taken);
  expect(asked).toHaveLength(2);
  expect((asked[1] ?? 0) - (asked[0] ?? 0)).toBeGreaterThanOrEqual(49);
});

test.each([
  ['is longer than the limit', busy(101)],
  ['is missing', busy(null)],
])('leaves a request to the next run if Retry-After %s', async (_, answer) => {
  const { post, asked } = answering(answer);
  const patient = createPatientPost(post, { longestPause: 100, gap: 0 });
  expect(await patient({ body: '{}' }, patience())).toBe(answer);
  expect(asked).toHaveLength(1);
});

test('sends again only once if the receiver always asks to retry immediately', async () => {
  const { post, asked } = answering(busy(0));
  const patient = createPatientPost(post, { longestPause: 60, gap: 0 });
  expect(await patient({ body: '{}' }, patience())).toMatchObject({ status: 429 });
  expect(asked).toHaveLength(2);
});

test('does not wait longer than its limit for a slow receiver that always asks to retry', async () => {
  const asked: number[] = [];
  const post = async () => {
    asked.push(performance.now());
    await new Promise((resolve) => setTimeout(resolve, 60));
    return busy(1);
  };
  const patient = createPatientPost(post, { longestPause: 100, gap: 0 });
  expect(await patient({ body: '{}' }, patience())).toMatchObject({ status: 429 });
  // The first request, and one more after the rest of the pause.
  expect(asked).toHaveLength(2);
});

test('pauses between two requests, but not before the first', async () => {
  const { post, asked } = answering(taken);
  const patient = createPatientPost(post, { longestPause: 0, gap: 60 });
  const start = performance.now();
  await patient({ body: '{}' }, patience());
  await patient({ body: '{}' }, patience());
  expect((asked[1] ?? 0) - (asked[0] ?? 0)).toBeGreaterThanOrEqual(59);
  expect((asked[0] ?? 0) - start).toBeLessThan((asked[1] ?? 0) - start);
});
