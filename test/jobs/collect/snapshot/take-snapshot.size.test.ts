import { emptyDirectory } from '../../../../local/graph/access-directory';
import { createLargeDirectory } from '../../../../local/sample-tenant/access/large-directory';
import { readStoredRows } from '../../../../shared/access-source/stored-rows';
import { endpointOf, snapshotState } from '../../../../shared/domain/access/access-snapshot';
import { readAnswerLines } from '../../../../shared/jobs/collect/snapshot/answers-file';
import { createAccessWorld } from '../../../support/fakes/access-world';

const at = new Date('2026-11-18T01:35:00.000Z');
const directory = createLargeDirectory(5_000, 150);

test('a snapshot of 5,000 assignments and 150 roles takes at most 10 requests', async () => {
  const world = createAccessWorld(() => directory, { parts: ['roles'] });
  const { record, warnings } = await world.snapshot(at);
  expect(snapshotState(record)).toBe('complete');
  expect(warnings).toEqual([]);
  expect(record.endpoints.reduce((sum, list) => sum + list.rows, 0)).toBe(5_300);
  expect(world.requests.length).toBeLessThanOrEqual(10);
});

test('a snapshot does not follow a foreign next link: it reports the list as partial and reads the others', async () => {
  const world = createAccessWorld(() => directory, {
    parts: ['roles'],
    answerTo: (path) =>
      path.includes('roleEligibility')
        ? { status: 200, body: { value: [], '@odata.nextLink': 'https://elsewhere.example/v1.0/x' } }
        : null,
  });
  const { record, warnings } = await world.snapshot(at);
  expect(record.endpoints.slice(0, 2).map(({ state }) => state)).toEqual(['partial', 'complete']);
  expect(warnings).toEqual([expect.stringContaining('read only in part')]);
  expect(world.requests.filter((path) => path.includes('elsewhere'))).toEqual([]);
});

test('a snapshot stores 20,000 rows in 100 pages, and counts the unusual ones', async () => {
  const list = '/roleManagement/directory/roleEligibilityScheduleInstances?$expand=principal';
  const page = (number: number) => ({
    value: Array.from({ length: 200 }, (_, index) => ({
      principalId: index === 0 ? null : `p-${number * 200 + index}`,
      ...{ roleDefinitionId: 'r', directoryScopeId: '/', memberType: 'Direct' },
    })),
    ...(number < 99 && { '@odata.nextLink': `https://graph.example/v1.0${list}&$skiptoken=${number + 1}` }),
  });
  const world = createAccessWorld(() => emptyDirectory, {
    parts: ['roles'],
    answerTo: (path) =>
      path.includes('roleEligibility')
        ? { status: 200, body: page(Number(/skiptoken=(\d+)/.exec(path)?.[1] ?? 0)) }
        : null,
  });
  const { record, warnings } = await world.snapshot(at);
  expect(warnings).toEqual([]);
  expect(endpointOf(record, 'role-eligibility')).toMatchObject({
    ...{ state: 'complete', pages: 100, rows: 20_000 },
    reason: 'Kept as they came: 100 rows without a principal.',
  });
  const file = await world.snapshots.file(record, 'role-eligibility', AbortSignal.timeout(600_000));
  const { rows: stored } = await readStoredRows('role-eligibility', readAnswerLines(file!));
  expect(stored).toHaveLength(20_000);
  expect(new Set(stored.map(({ principal }) => principal.id)).size).toBe(19_901);
});
