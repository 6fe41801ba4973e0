import type { Totals } from '../../shared/domain/totals';
import { datesPeriod, isoWeek } from '../../shared/domain/period';
import { renderMail } from '../../shared/report/mail';
import { chunks, plain } from '../support/outputs/mail-markup';
import {
  aChange,
  aCoverage,
  aFinding,
  aHostileReportModel,
  anElevation,
  anEmptyReportModel,
  aReportModel,
  aTrend,
  hostileTexts,
} from '../support/builders/report';

/** Where Gmail cuts a mail, in bytes of HTML. */
const clip = 102_400;

const findings = { high: 3, medium: 4, low: 0, info: 0 };
const totals: Totals = { ...aReportModel().totals, activations: 52, principals: 14, roles: 9, findings };
const proof = {
  correction: 'Correction of the report of 23 November: 3 events came later.',
  files: [
    {
      name: 'weekly-2026-W47.xlsx',
      path: 'pim-reports/weekly/2026/2026-W47.xlsx',
      sha256: '0f'.repeat(32),
      bytes: 66_000,
      attached: true,
    },
    {
      name: 'weekly-2026-W47.csv',
      path: 'pim-reports/weekly/2026/2026-W47.csv',
      sha256: '1e'.repeat(32),
      bytes: 812,
      attached: false,
    },
  ],
};

describe('the subject', () => {
  test.each([
    ['a busy week', aReportModel({ totals }), 'Contoso – PIM week 2026-W47: 52 activations, 3 high findings'],
    [
      'a calm week',
      aReportModel({ totals: { ...totals, activations: 1, findings: { ...findings, high: 0, medium: 0 } } }),
      'Contoso – PIM week 2026-W47: 1 activation, no high findings',
    ],
    [
      'a week without anything',
      anEmptyReportModel(),
      'Contoso – PIM week 2026-W47: nothing was activated; 7 of 7 days complete',
    ],
    [
      'days that were not read',
      aReportModel({ totals, coverage: aCoverage({ '2026-11-18': 'missing', '2026-11-19': 'missing' }) }),
      'Contoso – PIM week 2026-W47: INCOMPLETE: 2 of 7 days missing; 52 activations, 3 high findings',
    ],
    [
      'days with several faults',
      anEmptyReportModel({ coverage: aCoverage({ '2026-11-18': 'lost', '2026-11-19': 'partial' }) }),
      'Contoso – PIM week 2026-W47: INCOMPLETE: 2 of 7 days not complete',
    ],
    [
      'no coverage at all',
      anEmptyReportModel({ coverage: [] }),
      'Contoso – PIM week 2026-W47: INCOMPLETE: nothing was read',
    ],
    [
      'other dates, narrowed',
      aReportModel({
        totals,
        report: 'exchange',
        filter: 'roles Exchange Administrator',
        period: datesPeriod('2026-11-02', '2026-11-15', 'UTC'),
      }),
      'Contoso – PIM 2026-11-02 to 2026-11-15 (exchange): 52 activations, 3 high findings',
    ],
  ])('of %s', (_, model, subject) => {
    expect(renderMail(model).subject).toBe(subject);
  });

  test.each(Object.entries(hostileTexts))(
    'is one line whatever the organisation is called: %s',
    (_, organization) => {
      const { subject } = renderMail(aReportModel({ organization }));
      expect(subject).not.toMatch(
        /[\u0000-\u001F\u007F-\u009F\u202A-\u202E\u2028\u2029\uD800-\uDBFF](?![\uDC00-\uDFFF])/,
      );
      expect(subject).toContain('PIM week 2026-W47: 1 activation, 1 high finding');
      expect(subject.length).toBeLessThan(200);
    },
  );
});

describe('the body', () => {
  const incomplete = aCoverage({ '2026-11-18': 'missing', '2026-11-19': 'lost', '2026-11-20': 'partial' });
  const gap =
    'INCOMPLETE: 3 of 7 days are not fully known: 2026-11-18 (nothing was read); 2026-11-20 (read in part); ' +
    '2026-11-19 (lost: Microsoft Graph no longer has it).';

  test('begins with what is missing', () => {
    const { text, html } = renderMail(aReportModel({ coverage: incomplete }));
    expect(text.startsWith(gap)).toBe(true);
    expect(plain(html).startsWith(gap)).toBe(true);
  });

  test('says plainly that nothing happened, with every day as the proof', () => {
    const { text } = renderMail(anEmptyReportModel());
    expect(text).toMatch(/^Complete: 7 of 7 UTC days were read in full\.\n/);
    expect(text).toContain('Nothing was activated. No assignment or setting was changed.');
    expect(text).toContain('Nothing needs you');
    expect(text.match(/complete +12 +2026-11-\d\d\n +read Mon 23 Nov 2026, 01:30/g)).toHaveLength(7);
  });

  test('never says that nothing happened when days are not known', () => {
    const { text, html } = renderMail(anEmptyReportModel({ coverage: incomplete }));
    for (const page of [text, html]) {
      expect(page).toContain('No activation was seen in what was read. No change was seen.');
      expect(page).toContain('The days that are not fully known need a look;');
      expect(page).not.toContain('Nothing');
    }
  });

  test('lists what needs a look, cut at ten, and names the rest', () => {
    const open = Array.from({ length: 22 }, (_, index) =>
      aFinding({ sentence: `Sentence number ${index}.` }),
    );
    const quiet = [
      aFinding({ severity: 'low', sentence: 'A low one.' }),
      aFinding({ sentence: 'A known one.', suppressed: { reason: 'drill', until: null } }),
    ];
    const { text, html } = renderMail(
      aReportModel({
        findings: [...open, ...quiet],
        totals: { ...totals, findings: { high: 22, medium: 0, low: 1, info: 0 } },
      }),
    );
    for (const page of [text.replace(/\s+/g, ' '), plain(html)]) {
      expect(page).toContain('high Sentence number 9. Thu 19 Nov 2026, 22:41');
      expect(page).not.toContain('Sentence number 10.');
      expect(page).not.toContain('A low one.');
      expect(page).not.toContain('A known one.');
      expect(page).toContain('and 12 more in the workbook. Also in the workbook: 1 low, 1 suppressed.');
    }
  });

  test('HTML and text say the same', () => {
    const model = aReportModel({
      totals,
      previous: { ...totals, activations: 47 },
      coverage: incomplete,
      elevations: [anElevation(), anElevation({ outcome: 'denied', startedAt: null, endedAt: null })],
      changes: [aChange(), aChange({ kind: 'role-setting-changed', result: 'failed' })],
      unknownActivities: [{ name: 'Add quantum member', count: 3 }],
      filter: 'roles Exchange Administrator',
      period: isoWeek('2026-W47', 'Europe/Berlin'),
    });
    const { text, html } = renderMail(model, 'whole', proof);
    const page = plain(html).toLowerCase();
    const lines = text
      .split('\n')
      .flatMap((line) => line.split(/ {2,}/).filter((words) => words !== '' && words !== '-- '));
    expect(lines.length).toBeGreaterThan(60);
    for (const words of lines) expect(page).toContain(words.trim().toLowerCase());
    const words = text.replace(/\s+/g, ' ').toLowerCase();
    expect(chunks(html).length).toBeGreaterThan(100);
    // A table of findings has no heads in plain text: its severities are words.
    for (const chunk of chunks(html).filter((said) => said !== 'Severity' && said !== 'Finding')) {
      expect(words).toContain(chunk.toLowerCase());
    }
    expect(text).toContain('Role setting changed (failed)');
    expect(text).toContain('made Monday 23 November 2026, 08:00. All times are in Europe/Berlin.');
    expect(text).toContain('This report is narrowed to: roles Exchange Administrator');
  });

  test.each(Object.entries(hostileTexts))('has the same tags whatever is typed: %s', (_, typed) => {
    const tags = (page: string): string[] => page.match(/<[^>]*>/g) ?? [];
    const { html, text } = renderMail(aHostileReportModel(typed));
    expect(tags(html)).toEqual(tags(renderMail(aHostileReportModel('plain')).html));
    for (const page of [html, text]) {
      expect(page).not.toMatch(/[\u0000-\u0008\u000B-\u001F\uFFFE\uFFFF\u202A-\u202E\u2066-\u2069]/);
      expect(Buffer.byteLength(page)).toBeLessThan(clip);
    }
  });

  test('works where style sheets, scripts and pictures do not', () => {
    const { html } = renderMail(aReportModel(), 'whole', proof);
    expect(html).not.toMatch(
      /<(script|link|img|svg|video|form|input|iframe|object)|src=|href=|url\(|@import|data:/i,
    );
    expect(html).not.toMatch(/position:|float:|flex|grid/);
    expect(html).toContain('max-width:680px');
    expect(html).toContain('<!--[if mso]><table role="presentation" align="center" width="680"');
    // Every colour that a style sheet may change is there without it.
    for (const [tag] of html.matchAll(/<[^>]*class="l-[^>]*>/g))
      expect(tag).toMatch(/style="[^"]*#[0-9a-f]{6}/);
    for (const [tag] of html.matchAll(/<[^>]*background-color:[^>]*>/g)) expect(tag).toContain('bgcolor="#');
  });

  test('shows an inbox the worst finding, or what is missing, and nothing of the mail after it', () => {
    const preheader = (model: Parameters<typeof renderMail>[0]) =>
      /<div style="display:none[^>]*>\s*([^]*?)<\/div>/.exec(renderMail(model).html)?.[1] ?? '';
    expect(preheader(aReportModel())).toMatch(
      /^Jonas Falk gave Aylin Demir Global Administrator directly, bypassing PIM\.(&#847;&zwnj;&nbsp;){60}/,
    );
    expect(preheader(aReportModel({ coverage: incomplete }))).toMatch(/^INCOMPLETE: 3 of 7 days/);
    expect(preheader(anEmptyReportModel())).toMatch(/^Nothing needs you/);
  });
});

describe('the proof', () => {
  test('names every file, its hash, its place in the archive and whether it is attached', () => {
    const { text, html } = renderMail(aReportModel(), 'whole', proof);
    for (const page of [text, plain(html)]) {
      expect(page).toContain('weekly-2026-W47.xlsx (64 KB, attached)');
      expect(page).toContain(`SHA-256: ${'0f'.repeat(32)}`);
      expect(page).toContain('Archived as: pim-reports/weekly/2026/2026-W47.xlsx');
      expect(page).toContain('weekly-2026-W47.csv (812 bytes, not attached)');
    }
  });

  test('of a correction is the first line and the subject', () => {
    const { subject, text, html } = renderMail(aReportModel(), 'whole', proof);
    expect(subject).toBe('Correction: Contoso – PIM week 2026-W47: 1 activation, 1 high finding');
    expect(text.startsWith(`${proof.correction}\nComplete: 7 of 7`)).toBe(true);
    expect(plain(html).startsWith(`${proof.correction} Complete: 7 of 7`)).toBe(true);
  });

  test('of a correction that has lost days for good says both first', () => {
    const coverage = aCoverage({ '2026-11-18': 'lost', '2026-11-19': 'lost' });
    const lost =
      'INCOMPLETE: 2 of 7 days are not fully known: 2026-11-18, 2026-11-19 (lost: Microsoft Graph no longer has it).';
    const { subject, text, html } = renderMail(aReportModel({ coverage }), 'whole', proof);
    expect(subject).toMatch(/^Correction: Contoso – PIM week 2026-W47: INCOMPLETE: 2 of 7 days lost; /);
    expect(text.startsWith(`${proof.correction}\n${lost}`)).toBe(true);
    expect(plain(html).startsWith(`${proof.correction} ${lost}`)).toBe(true);
  });

  test('is absent where there is none', () => {
    for (const page of Object.values(renderMail(aReportModel()))) {
      expect(page).not.toMatch(/sha-256|archived|correction/i);
    }
  });
});

describe('however much there is', () => {
  const worst = '"'.repeat(40_000);
  const people = Array.from({ length: 10_000 }, (_, index) => ({
    id: `${index}`,
    name: `${index}${worst}`.slice(0, 400),
    upn: null,
    type: 'user' as const,
  }));
  const huge = {
    ...aHostileReportModel(worst),
    findings: people.map((principal) => aFinding({ principal, sentence: principal.name })),
    elevations: people.map((principal) =>
      anElevation({ principal, role: { ...principal, privileged: true } }),
    ),
    unknownActivities: people.map(({ name }) => ({ name, count: 3 })),
    coverage: Array.from({ length: 400 }, (_, index) => ({
      day: new Date(Date.UTC(2025, 0, 1 + index)).toISOString().slice(0, 10),
      state: 'missing' as const,
      events: 0,
      lateEvents: 0,
      lastReadAt: null,
    })),
    trend: aTrend(1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12),
  };

  test('the mail stays below the size at which Gmail cuts it, and says what it left out', () => {
    const many = {
      correction: worst,
      files: Array.from({ length: 10 }, () => ({ ...proof.files[0]!, path: worst, name: worst })),
    };
    const { html, text } = renderMail(huge, 'nothing', many);
    expect(Buffer.byteLength(html)).toBeLessThan(clip);
    expect(Buffer.byteLength(text)).toBeLessThan(clip);
    for (const page of [text, html]) {
      expect(page).toContain('and 9,990 more in the workbook.');
      expect(page).toContain('2025-01-10 and 390 days more (nothing was read)');
      expect(page).toContain('and 390 more in the workbook.');
    }
  });
});

it.each([
  ['whole', 'change and audit event'],
  ['without-log', 'The raw audit events are left out of it'],
  ['nothing', 'No file is attached'],
] as const)('says in both forms what is attached: %s', (attached, words) => {
  const { html, text } = renderMail(aReportModel(), attached);
  expect(text).toContain(words);
  expect(html).toContain(words);
});
