import { linkPlace } from '../../shared/domain/reports/archive-link';
import type { Totals } from '../../shared/domain/reports/totals';
import { datesPeriod, isoWeek } from '../../shared/domain/time/period';
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
const undelivered = {
  channel: 'teams',
  rule: 'self-approval',
  sentence: 'Mia approved her own request.',
  at: new Date('2026-11-18T09:00:00Z'),
  reason: 'HTTP 404 from the webhook.',
};
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
    ['a busy week', aReportModel({ totals }), '3 high findings, 52 activations – week 47 – Contoso'],
    [
      'a calm week',
      aReportModel({ totals: { ...totals, activations: 1, findings: { ...findings, high: 0, medium: 0 } } }),
      'No high findings, 1 activation – week 47 – Contoso',
    ],
    ['a week without anything', anEmptyReportModel(), 'Nothing was activated – week 47 – Contoso'],
    [
      'a week with findings alone',
      anEmptyReportModel({ totals: { ...totals, activations: 0 } }),
      '3 high findings, nothing was activated – week 47 – Contoso',
    ],
    [
      'days that were not read',
      aReportModel({ totals, coverage: aCoverage({ '2026-11-18': 'missing', '2026-11-19': 'missing' }) }),
      'INCOMPLETE, 2 of 7 days missing: at least 3 high findings, at least 52 activations – week 47 – Contoso',
    ],
    [
      'days with several faults',
      anEmptyReportModel({ coverage: aCoverage({ '2026-11-18': 'lost', '2026-11-19': 'partial' }) }),
      'INCOMPLETE, 2 of 7 days not complete: no activation seen – week 47 – Contoso',
    ],
    [
      'no coverage at all',
      anEmptyReportModel({ coverage: [] }),
      'INCOMPLETE, nothing was read: no activation seen – week 47 – Contoso',
    ],
    [
      'a named report of other dates',
      aReportModel({
        totals,
        report: 'exchange',
        filter: 'roles Exchange Administrator',
        period: datesPeriod('2026-11-02', '2026-11-15', 'UTC'),
      }),
      'exchange: 3 high findings, 52 activations – Mon 2 Nov to Sun 15 Nov – Contoso',
    ],
  ])('of %s', (_, model, subject) => {
    expect(renderMail(model).subject).toBe(subject);
  });

  test.each(Object.entries(hostileTexts))(
    'is one line for any name of the organization: %s',
    (_, organization) => {
      const { subject } = renderMail(aReportModel({ organization }));
      expect(subject).not.toMatch(
        /[\u0000-\u001F\u007F-\u009F\u202A-\u202E\u2028\u2029\uD800-\uDBFF](?![\uDC00-\uDFFF])/,
      );
      expect(subject).toMatch(/^1 high finding, 1 activation – week 47 – /);
      expect(subject.length).toBeLessThan(200);
    },
  );
});

describe('the body', () => {
  const incomplete = aCoverage({ '2026-11-18': 'missing', '2026-11-19': 'lost', '2026-11-20': 'partial' });
  const gap =
    'INCOMPLETE: Wed 18 Nov was never read; Fri 20 Nov was read in part; Thu 19 Nov is lost: Microsoft no longer ' +
    'has the events. What happened then may be missing below.';
  const pages = (model: Parameters<typeof renderMail>[0]) => {
    const { text, html } = renderMail(model);
    return [text.replace(/\s+/g, ' '), plain(html)];
  };

  test('begins with a bar that names the incomplete days', () => {
    const { text, html } = renderMail(aReportModel({ coverage: incomplete }));
    expect(text.startsWith(gap)).toBe(true);
    expect(plain(html).startsWith(gap)).toBe(true);
    expect(html).toMatch(/<td class="l-alarm" bgcolor/);
  });

  test('says in one line that every day is covered, and that nothing needs attention', () => {
    for (const page of pages(anEmptyReportModel())) {
      expect(page).toMatch(/^Every day of this week is covered\. Contoso/);
      expect(page).toContain(
        'Nothing needs your attention No high or medium findings (none the week before either)',
      );
      expect(page).toContain('Nothing was activated. No assignment or setting was changed.');
    }
  });

  test('with missing days, never says that nothing happened, and compares nothing', () => {
    for (const page of pages(anEmptyReportModel({ coverage: incomplete, previous: totals }))) {
      expect(page).toContain('No finding in what was read The days that were not read need attention.');
      expect(page).toContain('No activation was found in what was read. No change was seen.');
      expect(page).not.toContain('at least 0');
      expect(page).toMatch(/Activations –|– Activations/);
      expect(page).not.toMatch(/nothing|the week before|unchanged/i);
    }
  });

  test('shows last week beside the headline and the figures, when both weeks are known', () => {
    const before = { ...totals, activations: 47, findings: { high: 6, medium: 11, low: 0, info: 0 } };
    for (const page of pages(aReportModel({ totals: { ...totals, requests: 58 }, previous: before }))) {
      expect(page).toContain('3 high findings, all new (the week before: 6)');
      expect(page).toContain('4 medium, all new (the week before: 11)');
      expect(page).toMatch(/52 \(58 requested\)/);
      expect(page).toContain('47 the week before');
    }
    for (const page of pages(aReportModel({ totals: { ...totals, requests: 52 }, previous: null }))) {
      expect(page).not.toMatch(/the week before|requested/);
    }
  });

  test('says which findings the report before had too', () => {
    const old = aFinding({
      rule: 'standing-permanent',
      sentence: 'An old one.',
      eventIds: [],
      isStillOpen: true,
    });
    const quiet = { ...old, suppressed: { reason: 'drill', until: null } };
    const high = (count: number) => ({ ...totals, findings: { ...totals.findings, high: count, medium: 0 } });
    for (const page of pages(aReportModel({ totals: high(2), findings: [aFinding(), old, quiet] }))) {
      expect(page).toContain('2 high findings, 1 of them new');
      expect(page.match(/Not new: the report before had it too\./g)).toHaveLength(1);
      expect(page.indexOf('Not new:')).toBeGreaterThan(page.indexOf('An old one.'));
    }
    for (const page of pages(aReportModel({ totals: high(1), findings: [old] })))
      expect(page).toContain('1 high finding, not new');
    for (const page of pages(aReportModel({ totals: high(2), findings: [old, old] })))
      expect(page).toContain('2 high findings, none of them new');
    for (const page of pages(aReportModel({ findings: [aFinding()] }))) expect(page).not.toMatch(/\bnew\b/i);
  });

  test('shows every high finding, ten medium ones, and the number of the others', () => {
    const sentences = (severity: 'high' | 'medium', count: number) =>
      Array.from({ length: count }, (_, index) =>
        aFinding({ severity, rule: `kind-${index % 6}`, sentence: `A ${severity} one, ${index}.` }),
      );
    const quiet = [
      aFinding({ severity: 'low', sentence: 'A low one.' }),
      aFinding({ sentence: 'A known one.', suppressed: { reason: 'drill', until: null } }),
    ];
    const found = [...sentences('high', 22), ...sentences('medium', 12), ...quiet];
    for (const page of pages(aReportModel({ findings: found }))) {
      for (const { sentence } of found.slice(0, 32)) expect(page).toContain(sentence);
      expect(page).not.toMatch(/A medium one, 1[01]\.|A low one|A known one/);
      expect(page).toContain(
        '2 more medium findings are in the files. Also in the files: 1 low, 1 suppressed.',
      );
      expect(page.indexOf('A high one, 1.')).toBeLessThan(page.indexOf('Elevated time'));
      expect(page.indexOf('A high one, 2.')).toBeGreaterThan(page.indexOf('Elevated time'));
    }
  });

  test('shows time, reason and advice of a finding, and no time without an event', () => {
    const model = aReportModel({
      findings: [
        aFinding({ why: 'It matters.', advice: 'Do something.' }),
        aFinding({ at: null, eventIds: [], why: 'Nobody looked.', advice: '' }),
      ],
    });
    for (const page of pages(model)) {
      expect(page).toContain('Thu 19 Nov 2026, 22:41. It matters. Do something.');
      expect(page).toContain('bypassing PIM. Nobody looked.');
    }
  });

  test('links people to their page only if their id is known', () => {
    const id = '0f3c8a52-0f0e-4e5c-9a36-6d2f0f4b7a01';
    const known = aFinding({ principal: { ...aFinding().principal!, id } });
    expect(renderMail(aReportModel({ findings: [known] })).html).toMatch(
      new RegExp(`<a href="https://entra\\.microsoft\\.com/#view/[^"]*/userId/${id}" [^>]*>Aylin Demir</a>`),
    );
    expect(renderMail(aReportModel()).html).not.toContain('<a ');
  });

  test('warns in amber of a filter that matched nothing, and shows no good news', () => {
    const unmatchedFilters = [{ list: 'role', entry: 'Global Admin', days: 19 }] as const;
    const model = anEmptyReportModel({ unmatchedFilters, filter: 'roles Global Admin' });
    for (const page of pages(model)) {
      expect(page).toMatch(
        /^The filter role “Global Admin” has matched nothing in 19 days on record: check its spelling/,
      );
      expect(page).toContain('No findings, but a filter matched nothing');
      expect(page).not.toContain('Nothing needs');
    }
    expect(renderMail(model).html).toMatch(/<td class="l-medium" bgcolor/);
  });

  test('names the alerts that could not be delivered', () => {
    for (const page of pages(aReportModel({ undeliveredAlerts: [undelivered] }))) {
      expect(page).toContain(
        'teams, Wed 18 Nov 2026, 09:00: Mia approved her own request. Not delivered: HTTP 404 from the webhook.',
      );
    }
  });

  test('has the same words in HTML and in text', () => {
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
    expect(lines.length).toBeGreaterThan(40);
    for (const words of lines) expect(page).toContain(words.trim().toLowerCase());
    const words = text.replace(/\s+/g, ' ').toLowerCase();
    expect(chunks(html).length).toBeGreaterThan(50);
    for (const chunk of chunks(html)) expect(words).toContain(chunk.toLowerCase());
    expect(text).toContain('Role setting changed (failed)');
    expect(text).toContain('made Monday 23 November 2026, 08:00.');
    expect(text).toContain('This report is narrowed to: roles Exchange Administrator');
  });

  test.each(Object.entries(hostileTexts))('has the same tags for any typed text: %s', (_, typed) => {
    const tags = (page: string): string[] => page.match(/<[^>]*>/g) ?? [];
    const { html, text } = renderMail(aHostileReportModel(typed));
    expect(tags(html)).toEqual(tags(renderMail(aHostileReportModel('plain')).html));
    for (const page of [html, text]) {
      expect(page).not.toMatch(/[\u0000-\u0008\u000B-\u001F\uFFFE\uFFFF\u202A-\u202E\u2066-\u2069]/);
      expect(Buffer.byteLength(page)).toBeLessThan(clip);
    }
  });

  test('needs no style sheets, scripts or pictures', () => {
    const { html } = renderMail(aReportModel(), 'whole', proof);
    expect(html).not.toMatch(
      /<(script|link|img|svg|video|form|input|iframe|object)|src=|href=|url\(|@import|data:/i,
    );
    expect(html).not.toMatch(/position:|float:|flex|grid/);
    expect(html).toContain('max-width:680px');
    expect(html).toContain('<!--[if mso]><table role="presentation" align="center" width="680"');
    // Every colour that a style sheet changes is also set without it.
    for (const [tag] of html.matchAll(/<[^>]*class="l-[^>]*>/g))
      expect(tag).toMatch(/style="[^"]*#[0-9a-f]{6}/);
    for (const [tag] of html.matchAll(/<[^>]*background-color:[^>]*>/g)) expect(tag).toContain('bgcolor="#');
  });

  test('its preview in the inbox is the worst finding, or else what is missing, and nothing more', () => {
    const preheader = (model: Parameters<typeof renderMail>[0]) =>
      /<div style="display:none[^>]*>\s*([^]*?)<\/div>/.exec(renderMail(model).html)?.[1] ?? '';
    expect(preheader(aReportModel())).toMatch(
      /^Jonas Falk gave Aylin Demir Global Administrator directly, bypassing PIM\.(&#847;&zwnj;&nbsp;){60}/,
    );
    expect(preheader(aReportModel({ coverage: incomplete }))).toMatch(/^Jonas Falk gave Aylin Demir/);
    expect(preheader(anEmptyReportModel({ coverage: incomplete }))).toMatch(/^INCOMPLETE: Wed 18 Nov/);
    expect(preheader(anEmptyReportModel())).toMatch(/^Nothing needs your attention/);
  });
});

test('the mail names the zone of its times once, before the first time', () => {
  const { text, html } = renderMail(
    aReportModel({ period: isoWeek('2026-W47', 'Europe/Berlin') }),
    'whole',
    proof,
  );
  for (const page of [text, plain(html)]) {
    const said = [...page.matchAll(/All times are in Europe\/Berlin\./g)].map(({ index }) => index);
    expect(said).toHaveLength(1);
    expect(page.search(/\d\d:\d\d/)).toBeGreaterThan(said[0]!);
  }
});

describe('the people to talk to', () => {
  const by = (name: string) =>
    aFinding({ initiator: { id: name, name, upn: null, type: 'user' }, severity: 'high' });

  test('come before the other findings; the first five are named', () => {
    const findings = ['Ada', 'Bo', 'Cy', 'Dee', 'Eve', 'Fay', 'Ada'].map(by);
    const { text } = renderMail(aReportModel({ findings }));
    expect(text).toContain(
      'PEOPLE TO TALK TO\n  Ada (2 high), Bo (1 high), Cy (1 high), Dee (1 high), Eve (1 high) and 1 other.\n\nMORE HIGH',
    );
  });

  test('have no section when nobody is concerned', () => {
    const nobody = aFinding({ initiator: null, principal: null });
    expect(renderMail(aReportModel({ findings: [nobody] })).text).not.toMatch(/people to talk to/i);
  });
});

describe('a period with gaps', () => {
  const trend = aTrend(3, null, 49).map((week, index) => (index === 2 ? { ...week, isWhole: false } : week));
  const coverage = aCoverage({ '2026-11-17': 'partial', '2026-11-18': 'missing' });

  test('says "at least" of every figure, shows a dash for unread days, and does not compare weeks', () => {
    const { text } = renderMail(aReportModel({ coverage, trend }));
    expect(text).toMatch(/Activations +at least 1$/m);
    expect(text).toMatch(/Tue 17 Nov +at least 1$/m);
    expect(text).toMatch(/Wed 18 Nov +–$/m);
    expect(text).toMatch(/at least 49 /);
    // A missing end makes it shorter.
    expect(text).toMatch(/^ +Elevated time +in part \d/m);
    expect(text).toMatch(/at least 49 +in part \d/);
    expect(text).not.toMatch(/the week before/);
  });

  const elevations = [
    anElevation(),
    anElevation({ provider: 'group' }),
    anElevation({ outcome: 'denied', startedAt: null, endedAt: null }),
  ];
  const counts = [
    /^At least 3 high findings$/m,
    /^at least 4 medium$/m,
    /^ {2}At least 52 activations .* of elevated time in what was read\. At least 1 change to assignments and settings\.$/m,
    /^ {2}In what was read:\n {2}1 request did not take effect: 1 denied\.$/m,
    /^ {2}\d requests were approved /m,
    /^ {2}2 activations /m,
    /^ {2}All 2 activations used multi-factor authentication\.$/m,
    /^ {2}At least: Entra roles 1, Groups 1\.$/m,
  ];
  const ofList = /^ {2}In part: not every day is fully known\.$/gm;

  test('marks every count and list as incomplete, and none in a complete period', () => {
    const { text } = renderMail(aReportModel({ totals, coverage, elevations, changes: [aChange()] }));
    for (const count of counts) expect(text).toMatch(count);
    expect(text.match(ofList)).toHaveLength(3);
    const whole = renderMail(aReportModel({ totals, elevations, changes: [aChange()] }));
    for (const words of [whole.subject, whole.text, plain(whole.html)])
      expect(words).not.toMatch(/at least|what was read/i);
    expect(whole.text).toMatch(/^3 high findings/m);
    expect(whole.text).toContain('  Entra roles 1, Groups 1.');
  });
});

test('a trend without any activation is one sentence', () => {
  expect(renderMail(anEmptyReportModel({ trend: aTrend(0, 0) })).text).toContain(
    'WEEK BY WEEK\n  Nothing was activated in the last 2 weeks.',
  );
});

test('a quiet week shows the number of high and medium findings of the week before', () => {
  const model = anEmptyReportModel();
  const previous = { ...model.totals, findings: { high: 4, medium: 8, low: 1, info: 0 } };
  expect(renderMail({ ...model, previous }).text).toContain(
    'No high or medium findings (the week before: 12)',
  );
});

describe('the proof', () => {
  test('is one line: the archived files, which of them are not attached, and the hash of the link', () => {
    const { text, html } = renderMail(aReportModel(), 'whole', proof);
    for (const page of [text, plain(html)]) {
      expect(page).toContain(
        'see the Coverage sheet. Archived as pim-reports/weekly/2026/2026-W47.xlsx and 1 more file. ' +
          `Not attached: weekly-2026-W47.csv (812 bytes). Proof: ${linkPlace} ("pim-report verify" checks it`,
      );
    }
  });

  test('of a correction comes first in the mail and in the subject', () => {
    const { subject, text, html } = renderMail(aReportModel(), 'whole', proof);
    expect(subject).toBe('Correction: 1 high finding, 1 activation – week 47 – Contoso');
    expect(text.startsWith(`${proof.correction}\nEvery day of this week`)).toBe(true);
    expect(plain(html).startsWith(`${proof.correction} Every day of this week`)).toBe(true);
  });

  test('of a correction with lost days says both first', () => {
    const coverage = aCoverage({ '2026-11-18': 'lost', '2026-11-19': 'lost' });
    const lost = 'INCOMPLETE: Wed 18 Nov and Thu 19 Nov are lost: Microsoft no longer has the events.';
    const { subject, text, html } = renderMail(aReportModel({ coverage }), 'whole', proof);
    expect(subject).toMatch(
      /^Correction: INCOMPLETE, 2 of 7 days lost: at least 1 high finding, at least 1 activation/,
    );
    expect(text.startsWith(`${proof.correction}\n${lost}`)).toBe(true);
    expect(plain(html).startsWith(`${proof.correction} ${lost}`)).toBe(true);
  });

  test('is absent from a mail without an archive', () => {
    for (const page of Object.values(renderMail(aReportModel()))) {
      expect(page).not.toMatch(/proof|archived|correction/i);
    }
  });
});

test('the foot counts late events among those of the week, not among those of the week before', () => {
  const { coverage, totals } = aReportModel();
  const late = coverage.map((day, index) => ({ ...day, lateEvents: index < 2 ? 2 : 0 }));
  const { text } = renderMail(aReportModel({ coverage: late, previous: totals }), 'whole', proof);
  expect(text).toMatch(/\d audit events, 4 of them late \(\d+ events the week before\): see the Coverage/);
});

describe('a mail with very many rows', () => {
  const worst = '"'.repeat(40_000);
  const people = Array.from({ length: 10_000 }, (_, index) => ({
    id: `${index}`,
    name: `${index}${worst}`.slice(0, 400),
    upn: null,
    type: 'user' as const,
  }));
  const huge = {
    ...aHostileReportModel(worst),
    period: datesPeriod('2025-01-01', '2026-02-04', 'UTC'),
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

  test('stays below the size at which Gmail cuts it, and says what it left out', () => {
    const many = {
      correction: worst,
      files: Array.from({ length: 10 }, () => ({ ...proof.files[0]!, path: worst, name: `${worst}.xlsx` })),
    };
    const { html, text } = renderMail(huge, 'nothing', many);
    expect(Buffer.byteLength(html)).toBeLessThan(clip);
    expect(Buffer.byteLength(text)).toBeLessThan(clip);
    for (const page of [text, html]) {
      expect(page).toMatch(/and 9,9\d\d more in the workbook\./);
      expect(page).toContain('Fri 10 Jan and 390 more days were never read');
    }
  });
});

test.each([
  ['whole', 'change and audit event'],
  ['without-log', 'The raw audit events are left out'],
  ['nothing', 'No file is attached'],
] as const)('the mail says in HTML and in text what is attached: %s', (attached, words) => {
  const { html, text } = renderMail(aReportModel(), attached, proof);
  expect(text).toContain(words);
  expect(html).toContain(words);
});

test.each([
  ['whole', 'The attached files have every finding, activation and change.'],
  ['nothing', 'No file is attached: the files would be larger than a mail may be.'],
] as const)('a mail without a workbook mentions none: %s', (attached, words) => {
  const files = proof.files.map((file) => ({ ...file, name: 'weekly-2026-W47-findings.csv' }));
  const manyRows = {
    findings: Array.from({ length: 40 }, () => aFinding({ severity: 'medium' })),
    unknownActivities: [{ name: 'New', count: 1 }],
    undeliveredAlerts: Array.from({ length: 7 }, () => undelivered),
    trend: aTrend(...Array<number>(14).fill(2)),
  };
  const { html, text } = renderMail(aReportModel(manyRows), attached, { ...proof, files });
  for (const page of [text, html]) {
    expect(page).toContain(words);
    expect(page.match(/and \d+ more in the files\./g)).toHaveLength(2);
    expect(page).toMatch(/\d+ more medium findings are in the files\./);
    expect(page).toContain('1 activity type new to this report.');
    expect(page).not.toMatch(/raw audit events|workbook|sheet/);
  }
});
