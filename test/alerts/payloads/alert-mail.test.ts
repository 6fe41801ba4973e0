import { alertMail } from '../../../shared/alerts/payloads/alert-mail';
import { anAlertMessage, aSummary, hostileName } from '../../support/builders/alerts';
import { aPrincipal } from '../../support/builders/findings';

test('an alert has all its facts in plain text too', () => {
  const message = anAlertMessage();
  const { subject, text } = alertMail(message, 'Europe/Amsterdam');
  expect(subject).toBe(
    'High: Assigned outside PIM – Ingrid gave Hanna Global Administrator directly, bypassing PIM. – Contoso',
  );
  expect(text.split('\n')).toEqual([
    'High: Assigned outside PIM',
    '',
    'Ingrid gave Hanna Global Administrator directly, bypassing PIM.',
    '',
    'Who: Hanna (hanna@contoso.example)',
    'Role: Global Administrator',
    'Where: Directory',
    'Done by: Ingrid (ingrid@contoso.example)',
    'Happened: 2026-11-16 13:30 (Europe/Amsterdam)',
    'Seen: 2026-11-16 13:45 (Europe/Amsterdam)',
    'Organization: Contoso',
    'What to do: Ask Ingrid why, and remove the assignment.',
    '',
    `Key ${message.id}. The weekly report lists every finding; ALERTS decides which of them are mailed at once.`,
    '',
  ]);
});

test('typed text is escaped in the HTML and cannot break the subject', () => {
  const { subject, html } = alertMail(
    anAlertMessage({ sentence: hostileName, principal: aPrincipal('x', { name: hostileName }) }),
    'UTC',
  );
  expect(html).not.toMatch(/<(script|at|!channel|https)/);
  expect(html).toContain('&lt;script&gt;');
  expect(subject).not.toMatch(/[\n\u202e]/);
  expect(subject.length).toBeLessThanOrEqual(170);
});

test('a summary names a hundred alerts and counts the rest', () => {
  const { subject, text, html } = alertMail(aSummary(130), 'UTC');
  expect(subject).toBe('130 alerts: 130 high – Contoso');
  expect(text.match(/^- High: /gm)).toHaveLength(100);
  expect(text).toContain('- … and 30 more.');
  expect(html.match(/<li /g)).toHaveLength(101);
});
