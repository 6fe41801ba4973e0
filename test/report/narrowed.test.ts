import { renderHtml } from '../../shared/report/html';
import { renderMail } from '../../shared/report/mail';
import type { ReportModel } from '../../shared/report/report-model';
import { plain } from '../support/outputs/mail-markup';
import { aCoverage, aFinding, anEmptyReportModel, aTrend } from '../support/builders/report';

const filter = 'roles Helpdesk Administrator';
const files = ['xlsx', 'csv'].map((kind) => ({
  ...{ name: `weekly.${kind}`, path: `weekly.${kind}`, sha256: '0f', bytes: 9, attached: true },
}));
const mailOf = (changes: Partial<ReportModel>, attached: 'whole' | 'without-log' = 'whole', count = 2) => {
  const model = anEmptyReportModel({ filter, trend: aTrend(0, 0), ...changes });
  return renderMail(model, attached, { files: files.slice(2 - count), correction: null });
};

describe('a report with a filter', () => {
  test('claims only what it covers, in the mail', () => {
    const { subject, text, html } = mailOf({});
    expect(subject).toBe('Narrowed: nothing was activated – week 47 – Contoso');
    for (const page of [text.replace(/\s+/g, ' '), plain(html)]) {
      expect(page).toContain(
        'No high or medium findings in what this report covers (none the week before either)',
      );
      expect(page).toContain('Nothing in what this report covers was activated.');
      expect(page).toContain('No assignment or setting in what this report covers was changed.');
      expect(page).toContain('Nothing in what this report covers was activated in the last 2 weeks.');
      expect(page).toContain('change and audit event of what this report covers, and explains every column.');
      expect(page).not.toMatch(/Nothing needs|Nothing was|No assignment or setting was/);
    }
    expect(mailOf({ report: 'helpdesk' }).subject).toMatch(/^helpdesk: nothing/);
    expect(mailOf({}, 'without-log').text).toContain(
      'activation and change of what this report covers. The raw',
    );
    expect(mailOf({}, 'whole', 1).text).toContain('activation and change of what this report covers.');
  });

  test('limits a week without high findings too', () => {
    const totals = { ...anEmptyReportModel().totals, findings: { high: 0, medium: 1, low: 0, info: 0 } };
    const findings = [aFinding({ severity: 'medium' })];
    expect(mailOf({ totals, findings }).text).toContain('No high findings in what this report covers');
  });

  test('names both limits when days are missing', () => {
    const { text } = mailOf({ coverage: aCoverage({ '2026-11-18': 'missing' }) });
    expect(text).toContain('No finding in what was read of what this report covers');
    expect(text).toContain(
      'No activation was found in what was read of what this report covers. No change was seen in what',
    );
  });

  test('claims only what it covers, on the page', () => {
    const page = plain(renderHtml(anEmptyReportModel({ filter })));
    expect(page).toContain('No high or medium findings in what this report covers');
    expect(page).toContain('Nothing was found in what this report covers.');
    expect(page).toContain('No role was activated in what this report covers.');
    expect(page).not.toContain('Nothing needs your attention');
  });
});

describe('a week of which nothing was read', () => {
  const days = [16, 17, 18, 19, 20, 21, 22].map((day) => [`2026-11-${day}`, 'missing'] as const);
  const coverage = aCoverage(Object.fromEntries(days));
  const gap = aFinding({
    rule: 'collection-gap',
    sentence: 'Nothing was read at all.',
    at: null,
    eventIds: [],
  });
  const totals = (high: number) => ({
    ...anEmptyReportModel().totals,
    findings: { high, medium: 0, low: 0, info: 0 },
  });
  const unread = { filter: null, trend: [], coverage, storedEvents: 0, totals: totals(1), findings: [gap] };

  test('says so first, and says nothing else about it', () => {
    const { subject, text, html } = mailOf(unread);
    expect(subject).toMatch(/^INCOMPLETE, 7 of 7 days missing: /);
    for (const page of [text.replace(/\s+/g, ' '), plain(html)]) {
      expect(page).toMatch(/^NOTHING OF THIS WEEK WAS READ\. This report says nothing about it\. Contoso/);
      expect(page).toContain('Nothing of this week was read This report says nothing about it.');
      expect(page).toMatch(/what happened Nothing of this week was read\./i);
      expect(page).not.toMatch(/in what was read|at least|was found|No change|below/);
    }
    expect(text).toMatch(/Activations +–\n +People +–\n +Roles +–\n +Elevated time +–\n/);
  });

  test('has dashes and the same words on the page', () => {
    const page = plain(renderHtml(anEmptyReportModel(unread)));
    expect(page).toMatch(/Activations – People – Roles – Elevated time –/);
    expect(page.match(/(Activations|Changes) \(not known\)/g)).toHaveLength(4);
    expect(page).not.toMatch(/in what was read|No role was activated/);
  });

  test('still counts what is known from elsewhere', () => {
    const { text } = mailOf({ ...unread, totals: totals(2), findings: [gap, aFinding()] });
    expect(text).toMatch(/^Nothing of this week was read\nAt least 2 high findings/m);
  });
});
