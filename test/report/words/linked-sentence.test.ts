import { linkedSentence } from '../../../shared/report/words/linked-sentence';
import { aFinding, hostileTexts } from '../../support/builders/report';

const uuid = (digit: string) => `${digit.repeat(8)}-0000-4000-8000-000000000000`;
const aylin = { id: uuid('1'), name: 'Aylin Demir', upn: 'a@contoso.example', type: 'user' as const };
const jonas = { id: uuid('2'), name: 'Jonas Falk', upn: 'j@contoso.example', type: 'user' as const };

const shown = (finding: ReturnType<typeof aFinding>) =>
  linkedSentence(finding, uuid('9')).map(({ text, url }) => (url === null ? text : `[${text}]`));

test('links the actor, the person concerned and the role, in any order', () => {
  const finding = aFinding({
    sentence: 'Jonas Falk made Aylin Demir an active Global Administrator.',
    ...{ initiator: jonas, principal: aylin },
  });
  expect(shown(finding)).toEqual([
    '[Jonas Falk]',
    ' made ',
    '[Aylin Demir]',
    ' an active ',
    '[Global Administrator]',
    '.',
  ]);
  expect(linkedSentence(finding, null).filter(({ url }) => url !== null)).toHaveLength(2);
});

test('links only whole names, at their first occurrence', () => {
  const ann = { ...aylin, name: 'Ann' };
  const sentence = 'Annabel approved Ann, and Ann approved Annabel.';
  expect(shown(aFinding({ sentence, principal: ann, initiator: null, role: null }))).toEqual([
    'Annabel approved ',
    '[Ann]',
    ', and Ann approved Annabel.',
  ]);
  expect(
    shown(aFinding({ sentence: 'Al did it.', principal: { ...aylin, name: 'Al' }, initiator: null })),
  ).toEqual(['Al did it.']);
});

test('is the plain sentence when nobody has a page', () => {
  expect(shown(aFinding({ principal: null, initiator: null, role: null }))).toHaveLength(1);
});

test.each(Object.entries(hostileTexts))('its parts form one line for any name: %s', (_, typed) => {
  const finding = aFinding({ sentence: `Before ${typed} after.`, principal: { ...aylin, name: typed } });
  const whole = linkedSentence(finding, uuid('9'), 40_000)
    .map(({ text }) => text)
    .join('');
  expect(whole).toBe(
    linkedSentence(
      { ...finding, principal: { ...aylin, id: null, name: typed }, initiator: null },
      null,
      40_000,
    )[0]?.text,
  );
  expect(whole).not.toMatch(/\n/);
});

test('cuts a long name, links it, and keeps the rest of the sentence', () => {
  const long = { ...jonas, name: 'Mallory '.repeat(32).trim() };
  const sentence = `${long.name}, made so by ${long.name}, removed Aylin Demir.`;
  const finding = aFinding({ sentence, initiator: long, principal: null, role: null });
  const parts = linkedSentence(finding, null, 240);
  expect(parts.map(({ text }) => text).join('')).toMatch(
    /^(Mallory ?){7}…, made so by (Mallory ?){7}…, removed Aylin Demir\.$/,
  );
  expect(parts[0]).toMatchObject({
    text: 'Mallory '.repeat(7).trim() + '…',
    url: expect.stringContaining(uuid('2')) as string,
  });
});
