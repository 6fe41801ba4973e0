import { slackMessage } from '../../../shared/alerts/payloads/slack-message';
import { anAlertMessage, aSummary, hostileName } from '../../support/builders/alerts';
import { aPrincipal } from '../../support/builders/findings';

const zone = 'UTC';

/** All texts of a message, including those of its blocks. */
function textsOf(value: unknown): string[] {
  if (Array.isArray(value)) return value.flatMap(textsOf);
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([name, inside]) =>
    name === 'text' && typeof inside === 'string' ? [inside] : textsOf(inside),
  );
}

test('an alert has a heading, its sentence, the facts, and its key in small text at the end', () => {
  const message = anAlertMessage();
  expect(slackMessage(message, zone)).toEqual({
    text: 'High: Assigned outside PIM. Ingrid gave Hanna Global Administrator directly, bypassing PIM.',
    blocks: [
      { type: 'header', text: { type: 'plain_text', text: 'High: Assigned outside PIM', emoji: false } },
      {
        type: 'section',
        text: {
          type: 'plain_text',
          text: 'Ingrid gave Hanna Global Administrator directly, bypassing PIM.',
          emoji: false,
        },
      },
      {
        type: 'section',
        fields: [
          '*Who*\nHanna (hanna@contoso.example)',
          '*Role*\nGlobal Administrator',
          '*Where*\nDirectory',
          '*Done by*\nIngrid (ingrid@contoso.example)',
          '*Happened*\n2026-11-16 12:30 (UTC)',
          '*Seen*\n2026-11-16 12:45 (UTC)',
          '*Organization*\nContoso',
          '*What to do*\nAsk Ingrid why, and remove the assignment.',
        ].map((text) => ({ type: 'mrkdwn', text, verbatim: true })),
      },
      { type: 'context', elements: [{ type: 'plain_text', text: `Key ${message.id}`, emoji: false }] },
    ],
  });
});

test('the three control characters are escaped in every text, and no escape is cut', () => {
  const name = `${'x'.repeat(250)}${hostileName}`;
  const message = slackMessage(
    anAlertMessage({ sentence: `${hostileName}${'&'.repeat(2_000)}`, principal: aPrincipal('x', { name }) }),
    zone,
  );
  const texts = textsOf(message);
  expect(texts.join('')).toContain('&lt;!channel&gt;');
  for (const text of texts) expect(text).toMatch(/^(?:[^&<>]|&amp;|&lt;|&gt;)*$/);
  expect(Math.max(...texts.map(({ length }) => length))).toBeLessThanOrEqual(3_000);
});

test.each([
  [11, 13, null],
  [48, 50, null],
  [49, 50, '… and 2 more. The weekly report lists them all.'],
  [400, 50, '… and 353 more. The weekly report lists them all.'],
])('a summary of %i alerts has %i blocks', (count, blocks, rest) => {
  const message = slackMessage(aSummary(count, { sentence: '<'.repeat(5_000) }), zone);
  expect(message.blocks).toHaveLength(blocks);
  expect(textsOf(message.blocks).find((text) => text.startsWith('…')) ?? null).toBe(rest);
  expect(message.text).toBe(`${count} alerts: ${count} high`);
});
