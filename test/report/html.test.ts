import { renderHtml } from '../../shared/report/html';
import { html } from '../../shared/report/html-template';
import {
  aCoverage,
  aHostileReportModel,
  anEmptyReportModel,
  aReportModel,
  hostileTexts,
} from '../support/report';

describe('the template', () => {
  test('escapes everything but its own markup', () => {
    const typed = `<b title="x">'&`;
    expect(html`<p title="${typed}">${typed}</p>`.markup).toBe(
      '<p title="&lt;b title=&quot;x&quot;&gt;&#39;&amp;">&lt;b title=&quot;x&quot;&gt;&#39;&amp;</p>',
    );
    expect(
      html`<ul>
        ${['<a>', '<b>'].map((item) => html`<li>${item}</li>`)}${null}${3}
      </ul>`.markup.replace(/\s*\n\s*/g, ''),
    ).toBe('<ul><li>&lt;a&gt;</li><li>&lt;b&gt;</li>3</ul>');
  });

  test('takes out what HTML forbids and what turns the reading order round', () => {
    expect(html`${hostileTexts.nul}${hostileTexts.rightToLeft}${hostileTexts.highSurrogate}`.markup).toBe(
      'a\uFFFDb\uFFFDcannexgpj.exea\uFFFD',
    );
  });
});

describe('the page', () => {
  test('holds findings, activations, changes and coverage', () => {
    const page = renderHtml(aReportModel({ coverage: aCoverage({ '2026-11-18': 'lost' }) }));
    for (const words of [
      'INCOMPLETE: 1 of 7 days',
      'Findings (1)',
      'Global Administrator was assigned to Aylin Demir outside PIM by Jonas Falk.',
      'Activations (1)',
      'Conditional access rollout, second wave',
      '61.5',
      'Changes (1)',
      'Made eligible',
      'Coverage (7)',
      '<b class="lost">lost</b>',
    ]) {
      expect(page).toContain(words);
    }
  });

  test('needs nothing from elsewhere', () => {
    const page = renderHtml(aReportModel());
    expect(page).not.toMatch(/<(script|link|img|iframe|object)|src=|href=|url\(|@import/i);
  });

  test.each(Object.entries(hostileTexts))('has the same tags whatever is typed: %s', (_, typed) => {
    const tags = (page: string): string[] => page.match(/<[^>]*>/g) ?? [];
    expect(tags(renderHtml(aHostileReportModel(typed)))).toEqual(
      tags(renderHtml(aHostileReportModel('plain'))),
    );
  });

  test('says so when nothing happened', () => {
    expect(renderHtml(anEmptyReportModel())).toContain('Nothing was activated.');
  });
});
