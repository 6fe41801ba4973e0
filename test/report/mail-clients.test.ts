import { renderMail } from '../../shared/report/mail';
import type { ReportModel } from '../../shared/report/report-model';
import { elementsOf, nestingFault, otherView, outlookView } from '../support/outputs/mail-markup';
import {
  aCoverage,
  aHostileReportModel,
  anEmptyReportModel,
  aReportModel,
  aTrend,
  hostileTexts,
} from '../support/builders/report';

const proof = {
  correction: 'Correction of the report of Monday: 3 events came later.',
  files: [
    {
      name: 'weekly.xlsx',
      path: 'pim-reports/weekly.xlsx',
      sha256: 'a3'.repeat(32),
      bytes: 66_000,
      attached: true,
    },
  ],
};
const mails: readonly (readonly [string, ReportModel])[] = [
  [
    'a full week',
    aReportModel({
      coverage: aCoverage({ '2026-11-18': 'lost' }),
      trend: aTrend(7, null, 12),
      filter: 'roles Exchange Administrator',
    }),
  ],
  ['a quiet week', anEmptyReportModel({ trend: aTrend(3, 0) })],
  ['typed markup', aHostileReportModel(hostileTexts.attribute)],
];
const page = (model: ReportModel) => renderMail(model, 'whole', proof).html;

/** Every element that the mail may hold, and the attributes that it may have. */
const elements: Readonly<Record<string, readonly string[]>> = {
  html: ['lang', 'xmlns', 'xmlns:o'],
  head: [],
  meta: ['charset', 'name', 'content'],
  title: [],
  body: ['class', 'bgcolor', 'style'],
  div: ['class', 'style', 'role'],
  table: ['role', 'width', 'cellpadding', 'cellspacing', 'border', 'class', 'bgcolor', 'style', 'aria-label'],
  tr: ['class'],
  td: ['align', 'valign', 'width', 'height', 'class', 'bgcolor', 'style', 'aria-hidden'],
  th: ['scope', 'align', 'valign', 'class', 'style'],
  h1: ['class', 'style'],
  h2: ['class', 'style'],
  p: ['class', 'style'],
  span: ['class', 'bgcolor', 'style'],
  a: ['href', 'class', 'style'],
  b: [],
  br: [],
};

/** Properties that Outlook for Windows (Word), Outlook on the web, Gmail and Apple Mail all keep, by element. */
const text = ['color', 'font-family', 'font-size', 'font-weight', 'line-height'];
const kept: Readonly<Record<string, readonly string[]>> = {
  body: ['margin', 'padding', 'background-color', 'width'],
  table: ['border-collapse', 'background-color', 'color', 'text-align'],
  td: [...text, 'padding', 'background-color', 'border-top', 'white-space'],
  th: [...text, 'padding', 'border-top', 'white-space'],
  h1: [...text, 'margin'],
  h2: [...text, 'margin'],
  p: [...text, 'margin'],
  span: [...text, 'background-color', 'white-space'],
  a: [...text, 'text-decoration'],
};

/** Properties that Word ignores, each with its replacement for Word. */
const ignoredByWord: Readonly<Record<string, readonly string[]>> = {
  // The frame of 680 pixels and its alignment.
  table: ['max-width', 'margin'],
  // Long words: Word breaks them in a cell of a given width by itself.
  td: ['word-break', 'overflow-wrap'],
  th: ['word-break', 'overflow-wrap'],
  // The badge then has no margin within; word and colour stay.
  span: ['padding'],
  // A tile: its cell of the row made for Outlook. The preheader: mso-hide.
  div: [
    'display',
    'width',
    'max-width',
    'vertical-align',
    'max-height',
    'overflow',
    'mso-hide',
    'font-size',
    'line-height',
  ],
};

describe.each(mails)('mail programs and the mail, %s', (_, model) => {
  test('it uses only elements, attributes and properties that all of them support, or that have a replacement', () => {
    const seen = elementsOf(otherView(page(model)));
    expect(seen.length).toBeGreaterThan(80);
    for (const { tag, attributes, style } of seen) {
      expect([tag, Object.keys(attributes).filter((name) => !elements[tag]?.includes(name))]).toEqual([
        tag,
        [],
      ]);
      const known = [...(kept[tag] ?? []), ...(ignoredByWord[tag] ?? [])];
      expect([tag, Object.keys(style).filter((name) => !known.includes(name))]).toEqual([tag, []]);
    }
  });

  test('its elements nest correctly in Outlook, which reads conditional comments, and in all others', () => {
    expect(nestingFault(otherView(page(model)))).toBeNull();
    expect(nestingFault(outlookView(page(model)))).toBeNull();
    const starts = page(model).match(/<!--\[if mso\]>/g) ?? [];
    expect(page(model).match(/<!\[endif\]-->/g)).toHaveLength(starts.length);
  });

  test('in Outlook, which ignores max-width and inline-block, its frame and tiles have fixed widths', () => {
    const word = elementsOf(outlookView(page(model)));
    const added = word.filter(
      ({ tag, attributes: { width = '' } }) => /^(table|td)$/.test(tag) && /^\d{3}$/.test(width),
    );
    const [frame, ...tiles] = added.map(({ attributes }) => Number(attributes.width));
    expect(frame).toBe(680);
    expect(tiles).toHaveLength(4);
    expect(tiles.reduce((sum, width) => sum + width, 0)).toBeLessThanOrEqual(640);
  });

  test('a screen reader recognizes data tables by heads and a name; the other tables are presentation', () => {
    const all = elementsOf(page(model));
    const tables = all.filter(({ tag }) => tag === 'table');
    const data = tables.filter(({ attributes }) => attributes.role !== 'presentation');
    expect(data.length).toBeGreaterThan(0);
    expect(data.filter(({ attributes }) => !attributes['aria-label'])).toEqual([]);
    const heads = all.filter(({ tag }) => tag === 'th');
    expect(heads.length).toBeGreaterThan(data.length);
    expect(heads.filter(({ attributes }) => !/^(col|row)$/.test(attributes.scope ?? ''))).toEqual([]);
    expect(all.find(({ tag }) => tag === 'html')?.attributes.lang).toBe('en');
    // No picture carries information, so none needs a text; decoration is hidden from screen readers.
    const bars = all.filter(({ attributes }) => /l-(bar|track)\b/.test(attributes.class ?? ''));
    expect(
      bars.filter(({ tag, attributes }) => tag === 'table' && attributes.role !== 'presentation'),
    ).toEqual([]);
  });

  test('Gmail drops none of its style sheets: they are short and use known selectors and at-rules', () => {
    const [first = '', second = '', ...others] = [
      ...otherView(page(model)).matchAll(/<style>([^]*?)<\/style>/g),
    ].map(([, sheet]) => sheet);
    expect(others).toEqual([]);
    for (const sheet of [first, second]) expect(sheet.length).toBeLessThan(8192);
    expect(first.match(/@[a-z-]+/g)).toEqual(['@media', '@media', '@media', '@media']);
    expect(first).not.toMatch(/\[|>|\*|url\(|var\(|calc\(/);
    // The rules for Outlook alone are separate: a client that drops them keeps the rest.
    expect(second.replace(/\[data-ogs[cb]\] \.l-[a-z]+\{[^{}]*\}/g, '').trim()).toBe('');
  });
});
