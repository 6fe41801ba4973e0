import { aDefinition, mailingWorld, now, signal, subjects, week } from './mailing-world';

describe('sending reports', () => {
  test("attaches only the formats of the report's definition", async () => {
    const { makeReports, sendReports, mails } = mailingWorld();
    const { made } = await makeReports([{ definition: aDefinition('one'), period: week }], now, signal, [
      'json',
    ]);
    await sendReports(made, now, signal);
    expect(mails[0]?.files.map(({ name }) => name)).toEqual(['one-2026-W47.xlsx']);
    expect(mails[0]?.to.recipients).toEqual(['one@x.example']);
  });

  test('sends the other reports when one cannot be sent', async () => {
    const { weekly, mails } = mailingWorld({ undeliverable: ['two'] });
    const { deliveries, failures } = await weekly(
      ['one', 'two', 'three'].map((name) => aDefinition(name)),
      now,
      signal,
    );
    expect(subjects(mails)).toEqual(['one', 'three']);
    expect(deliveries).toHaveLength(2);
    expect(failures).toEqual(['Report "two": the mail was refused']);
  });
});
