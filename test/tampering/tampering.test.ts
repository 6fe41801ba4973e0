import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { editions, openArchiveWorld } from './archive-world';
import { matrix } from './matrix';
import { withTable } from './tampering-doc';

test('an untouched archive is whole, and every mail proves it', async () => {
  const world = await openArchiveWorld();
  expect(await world.chains()).toMatchObject([
    {
      report: 'weekly',
      mails: editions.length,
      files: 3 * editions.length,
      unsent: [],
      replaced: [],
      problems: [],
    },
    {
      report: 'auditor',
      mails: editions.length,
      files: 3 * editions.length,
      unsent: [],
      replaced: [],
      problems: [],
    },
  ]);
  expect(await world.isProvenByMails()).toBe(true);
});

describe('tampering is found', () => {
  test.each(matrix.filter(({ foundBy }) => foundBy === 'verify').map((each) => [each.what, each] as const))(
    'by verify when %s',
    async (_, { tamper, says }) => {
      const world = await openArchiveWorld();
      await tamper(world);
      expect((await world.problems()).join('\n')).toMatch(says!);
    },
  );

  test.each(
    matrix.filter(({ foundBy }) => foundBy === 'a kept mail').map((each) => [each.what, each] as const),
  )('only by the hash in a kept mail when %s', async (_, { tamper }) => {
    const world = await openArchiveWorld();
    await tamper(world);
    expect(await world.problems()).toEqual([]);
    expect(await world.isProvenByMails()).toBe(false);
  });

  test.each(
    matrix.filter(({ foundBy }) => foundBy === 'the mail service').map((each) => [each.what, each] as const),
  )('only by the mail service when %s', async (_, { tamper }) => {
    const world = await openArchiveWorld();
    await tamper(world);
    expect(await world.problems()).toEqual([]);
    const { mails } = world.mailer;
    const unknown = [...world.deliveryLedger.rows.values()].filter(
      ({ operationId }) => !mails.has(operationId),
    );
    expect(unknown.map(({ report }) => report)).toEqual(['weekly']);
  });

  // What the next report lists: test/jobs/deliver/corrections/find-late.test.ts.
  test.each(
    matrix
      .filter(({ foundBy }) => /^(?:nothing|the date of)/.test(foundBy))
      .map((each) => [each.what, each] as const),
  )('by nothing in archive and ledger when %s', async (_, { tamper }) => {
    const world = await openArchiveWorld();
    await tamper(world);
    expect(await world.problems()).toEqual([]);
    expect((await world.chains()).flatMap(({ open }) => open)).toEqual([]);
    expect(await world.isProvenByMails()).toBe(true);
  });

  test.each(
    matrix
      .filter(({ foundBy }) => foundBy.startsWith('`verify` lists'))
      .map((each) => [each.what, each] as const),
  )('by the list of mails that are not marked as sent when %s', async (_, { tamper }) => {
    const world = await openArchiveWorld();
    await tamper(world);
    expect(await world.problems()).toEqual([]);
    expect((await world.chains()).flatMap(({ open }) => open.map(({ state }) => state))).toEqual([
      'failed',
      'sending',
    ]);
  });
});

test('docs/security.md contains the matrix ("npm run docs:tampering" writes it)', () => {
  const page = readFileSync(resolve(__dirname, '../../docs/security.md'), 'utf8');
  expect(withTable(page)).toBe(page);
});
