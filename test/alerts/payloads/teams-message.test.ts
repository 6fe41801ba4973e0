import { cardProblems, cardTexts } from '../../../local/receivers/adaptive-card';
import { teamsMessage } from '../../../shared/alerts/payloads/teams-message';
import { anAlertMessage, aSummary, hostileName } from '../../support/builders/alerts';
import { aPrincipal } from '../../support/builders/findings';

const zone = 'Europe/Amsterdam';
const bytes = (message: unknown) => Buffer.byteLength(JSON.stringify(message));

test('an alert is a card with the person, role, initiator, and the times of the event and its discovery', () => {
  const message = anAlertMessage();
  const built = teamsMessage(message, zone);
  expect(cardProblems(built)).toEqual([]);
  expect(cardTexts(built)).toEqual([
    'High: Assigned outside PIM',
    'Ingrid gave Hanna Global Administrator directly, bypassing PIM.',
    ...['Who', 'Hanna (hanna@contoso.example)', 'Role', 'Global Administrator', 'Where', 'Directory'],
    ...['Done by', 'Ingrid (ingrid@contoso.example)'],
    ...['Happened', '2026-11-16 13:30 (Europe/Amsterdam)', 'Seen', '2026-11-16 13:45 (Europe/Amsterdam)'],
    ...['Organization', 'Contoso', 'What to do', 'Ask Ingrid why, and remove the assignment.'],
    `Key ${message.id}`,
  ]);
});

test('the key is the last text, in small type', () => {
  const [attachment] = teamsMessage(anAlertMessage(), zone).attachments;
  expect(attachment?.content.body.at(-1)).toMatchObject({
    type: 'RichTextBlock',
    inlines: [{ size: 'Small', isSubtle: true }],
  });
});

test('unknown facts are left out', () => {
  const built = teamsMessage(
    anAlertMessage({ principal: null, role: null, scope: null, initiator: null }),
    zone,
  );
  expect(cardProblems(built)).toEqual([]);
  expect(cardTexts(built)).not.toContain('Who');
});

test('typed text appears only in text runs without Markdown, on one line, without card functions', () => {
  const built = teamsMessage(
    anAlertMessage({ sentence: hostileName, principal: aPrincipal('x', { name: hostileName }) }),
    zone,
  );
  expect(cardProblems(built)).toEqual([]);
  const json = JSON.stringify(built);
  expect(json).not.toContain('TextBlock","text');
  expect(json).not.toContain('{{');
  expect(json).not.toContain('\u202e');
  expect(cardTexts(built).every((text) => !text.includes('\n'))).toBe(true);
});

test('a summary counts the alerts by severity and names each', () => {
  const built = teamsMessage(aSummary(12, { severity: 'medium' }), zone);
  expect(cardProblems(built)).toEqual([]);
  const texts = cardTexts(built);
  expect(texts[0]).toBe('12 alerts: 12 medium');
  expect(texts.filter((text) => text.startsWith('Medium: Ingrid gave'))).toHaveLength(12);
  expect(texts.at(-1)).toBe('Key summary-1');
});

test.each([40, 500])(
  'a summary of %i alerts of the longest sentences stays within 28 KB and counts the rest',
  (count) => {
    const built = teamsMessage(aSummary(count, { sentence: 'ä'.repeat(5_000) }), zone);
    expect(cardProblems(built)).toEqual([]);
    expect(bytes(built)).toBeLessThanOrEqual(28 * 1024);
    expect(bytes(built)).toBeGreaterThan(20 * 1024);
    const texts = cardTexts(built);
    const shown = texts.filter((text) => text.startsWith('High:')).length;
    expect(texts).toContain(`… and ${count - shown} more. The weekly report lists them all.`);
  },
);

test('an alert with the longest texts stays within 28 KB', () => {
  const long = '€'.repeat(40_000);
  const built = teamsMessage(
    anAlertMessage({
      sentence: long,
      advice: long,
      organization: long,
      principal: aPrincipal('x', { name: long, upn: long }),
      role: { id: long, name: long, privileged: true },
      scope: { id: long, name: long },
    }),
    zone,
  );
  expect(cardProblems(built)).toEqual([]);
  expect(bytes(built)).toBeLessThanOrEqual(28 * 1024);
});
