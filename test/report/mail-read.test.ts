import { simpleParser } from 'mailparser';
import { composeMail } from '../../local/mailbox/mail-file';
import { renderMail } from '../../shared/report/mail';
import { plain } from '../support/outputs/mail-markup';
import { aCoverage, aHostileReportModel, aReportModel, hostileTexts } from '../support/builders/report';

describe('a mail program reads the mail as it was composed', () => {
  const correction = 'Correction of the report of 23 November: 3 events came later.';
  const book = { name: 'weekly-2026-W47.xlsx', content: Buffer.from('the workbook') };
  const gap = { coverage: aCoverage({ '2026-11-18': 'missing' }) };
  const mails = {
    'text in many scripts': [
      aHostileReportModel(hostileTexts.emoji),
      'whole',
      null,
      /^Every day of this week/,
    ],
    'a correction': [
      aReportModel(),
      'whole',
      correction,
      /^Correction of the report of 23 November: 3 events/,
    ],
    'an incomplete week': [aReportModel(gap), 'whole', null, /^INCOMPLETE: Wed 18 Nov was never read/],
    'a week too large for its log': [aReportModel(), 'without-log', null, /^Every day/],
    'a week too large for any file': [aReportModel(), 'nothing', null, /^Every day/],
  } as const;

  test.each(Object.entries(mails))('%s', async (_, [model, attached, corrected, firstLine]) => {
    const isCarried = attached !== 'nothing';
    const archived = {
      name: book.name,
      path: 'pim-reports/weekly/2026/2026-W47.xlsx',
      sha256: '0f'.repeat(32),
      bytes: 66_000,
      attached: isCarried,
    };
    const { subject, html, text } = renderMail(model, attached, { correction: corrected, files: [archived] });
    const mail = await composeMail(
      {
        senderAddress: 'pim@contoso.example',
        recipients: { to: [{ address: 'cso@contoso.example' }] },
        content: { subject, html, plainText: text },
        attachments: isCarried
          ? [
              {
                name: book.name,
                contentType: 'application/zip',
                contentInBase64: book.content.toString('base64'),
              },
            ]
          : [],
      },
      new Date('2026-11-23T07:00:00Z'),
    );
    const read = await simpleParser(mail);
    expect(read.subject).toBe(subject);
    expect(subject.startsWith('Correction: ')).toBe(corrected !== null);
    expect(subject.includes('INCOMPLETE')).toBe(model.coverage.some(({ state }) => state !== 'complete'));
    expect(read.html).toBe(html);
    expect(read.text?.trimEnd()).toBe(text.trimEnd());
    expect(read.text).toMatch(firstLine);
    expect(plain(html)).toMatch(firstLine);
    expect(read.attachments.map(({ filename, content }) => ({ name: filename, content }))).toEqual(
      isCarried ? [book] : [],
    );
    // The mail must say where the full report is, above all when it is not attached.
    for (const page of [text, plain(html)]) {
      expect(page.includes('No file is attached')).toBe(!isCarried);
      expect(page).toContain('Archived as pim-reports/weekly/2026/2026-W47.xlsx.');
    }
  });
});
