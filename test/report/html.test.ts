import { createHash } from 'node:crypto';
import { renderHtml } from '../../shared/report/html';
import { html } from '../../shared/text/markup';
import {
  aCoverage,
  aHostileReportModel,
  anElevation,
  anEmptyReportModel,
  aReportModel,
  hostileTexts,
} from '../support/builders/report';

const known = {
  id: '0a1b2c3d-1111-4222-8333-444455556666',
  name: 'Mia Berg',
  upn: null,
  type: 'user',
} as const;

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

  test('removes characters that HTML forbids or that reverse the reading order', () => {
    expect(html`${hostileTexts.nul}${hostileTexts.rightToLeft}${hostileTexts.highSurrogate}`.markup).toBe(
      'a\uFFFDb\uFFFDcannexgpj.exea\uFFFD',
    );
  });
});

describe('the page', () => {
  test('holds findings, activations, changes and coverage', () => {
    const page = renderHtml(aReportModel({ coverage: aCoverage({ '2026-11-18': 'lost' }) }));
    for (const words of [
      'INCOMPLETE: Wed 18 Nov is lost',
      'Findings (1)',
      'Jonas Falk gave Aylin Demir Global Administrator directly, bypassing PIM.',
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

  test('loads nothing from another address', () => {
    const page = renderHtml(aReportModel({ elevations: [anElevation({ principal: known })] }));
    expect(page).not.toMatch(/<(link|img|iframe|object|form)|src=|url\(|@import|\sstyle=|\son\w+=/i);
    const targets = [...page.matchAll(/href="([^"]*)"/g)].map(([, target]) => target);
    expect(targets.filter((target) => !target?.startsWith('#'))).toEqual([
      `https://entra.microsoft.com/#view/Microsoft_AAD_UsersAndTenants/UserProfileMenuBlade/~/overview/userId/${known.id}`,
    ]);
  });

  test('allows only its own style sheet and script, by their hashes', () => {
    const page = renderHtml(aReportModel());
    const policy = /<meta http-equiv="Content-Security-Policy" content="([^"]*)"/.exec(page)?.[1] ?? '';
    const hashes = (tag: string) =>
      [...page.matchAll(new RegExp(`<${tag}>([^]*?)</${tag}>`, 'g'))].map(
        ([, text = '']) => `'sha256-${createHash('sha256').update(text).digest('base64')}'`,
      );
    expect(policy.replaceAll('&#39;', "'").split('; ')).toEqual([
      "default-src 'none'",
      `style-src ${hashes('style').join(' ')}`,
      `script-src ${hashes('script').join(' ')}`,
      "base-uri 'none'",
      "form-action 'none'",
    ]);
    expect([hashes('style'), hashes('script')].map(({ length }) => length)).toEqual([1, 1]);
    // The policy applies only to what follows it.
    expect(page.indexOf('Content-Security-Policy')).toBeLessThan(page.indexOf('<style'));
  });

  test.each(Object.entries(hostileTexts))('has the same tags for any typed text: %s', (_, typed) => {
    const tags = (page: string): string[] => page.match(/<[^>]*>/g) ?? [];
    expect(tags(renderHtml(aHostileReportModel(typed)))).toEqual(
      tags(renderHtml(aHostileReportModel('plain'))),
    );
  });

  test('names its filter', () => {
    const page = renderHtml(aReportModel({ filter: 'roles Exchange Administrator' }));
    expect(page).toContain('<b>This report is narrowed to:</b> roles Exchange Administrator');
    expect(renderHtml(aReportModel())).not.toContain('narrowed');
  });

  test('writes the numbers of rows like all other figures', () => {
    const elevations = Array.from({ length: 1793 }, () => anElevation());
    const page = renderHtml(aReportModel({ elevations }));
    expect(page).toContain('>Activations (1,793)</a>');
    expect(page).toMatch(/<h2 id="activations">\s*Activations \(1,793\)/);
    expect(page).not.toContain('1793)');
  });

  test('says that nothing was activated', () => {
    expect(renderHtml(anEmptyReportModel())).toContain('Nothing was activated.');
  });
});
