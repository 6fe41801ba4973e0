import { aDefinition, mailingWorld, now, signal, week } from './mailing-world';

describe('a week that is larger than a mail', () => {
  // 9,500,000 characters of base64 are 7,125,000 bytes.
  test.each<[string, { whole: number; withoutLog: number }, string, [string, number, boolean][]]>([
    [
      'is attached whole when it just fits',
      { whole: 7_125_000, withoutLog: 1 },
      'whole',
      [['one-2026-W47.xlsx', 7_125_000, true]],
    ],
    [
      'is attached without the raw events when it is one byte too large, and is archived whole',
      { whole: 7_125_001, withoutLog: 9 },
      'without-log',
      [
        ['one-2026-W47.xlsx', 7_125_001, false],
        ['one-2026-W47-without-log.xlsx', 9, true],
      ],
    ],
    [
      'is mailed without a file when both files are too large, and is archived whole',
      { whole: 9e6, withoutLog: 8e6 },
      'nothing',
      [['one-2026-W47.xlsx', 9e6, false]],
    ],
  ])('%s', async (_, bytes, attached, files) => {
    const { makeReports, sendReports, mails } = mailingWorld({ bytes });
    const { made } = await makeReports([{ definition: aDefinition('one'), period: week }], now, signal);
    await sendReports(made, now, signal);
    expect(mails[0]?.mail.html).toBe(attached);
    const sent = mails[0]?.files.map((file) => [file.name, file.content.length, file.attached]);
    expect(sent).toEqual(files);
  });
});
