import { stopReason } from '../../shared/text/stop-reason';

test('a run whose time was up stopped because of that', async () => {
  const signal = AbortSignal.timeout(0);
  await new Promise((resolve) => signal.addEventListener('abort', resolve));
  expect(stopReason(signal, 'Its time was up.')).toBe('Its time was up.');
});

test('a run that somebody stopped did so for the reason that was given', () => {
  expect(stopReason(AbortSignal.abort(new Error('Enough.')), 'Its time was up.')).toBe('Enough.');
});
