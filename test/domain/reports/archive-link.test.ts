import { chainEnds, type ArchiveLink } from '../../../shared/domain/reports/archive-link';

const link = (path: string, ...previous: string[]): ArchiveLink => ({
  path,
  sha256: `hash of ${path}`,
  previous: previous.map((path) => ({ path, sha256: `hash of ${path}` })),
});
const ends = (...links: ArchiveLink[]) => chainEnds(links).map(({ path }) => path);

describe('the ends of a chain', () => {
  test('are the files that no other file names', () => {
    expect(ends()).toEqual([]);
    expect(ends(link('a'))).toEqual(['a']);
    expect(ends(link('a'), link('b', 'a'), link('c', 'b'))).toEqual(['c']);
    expect(ends(link('b', 'a'), link('a'))).toEqual(['b']);
  });

  test('are both ends of a fork, sorted by path, until one file names both', () => {
    const fork = [link('a'), link('c', 'a'), link('b', 'a')];
    expect(ends(...fork)).toEqual(['b', 'c']);
    expect(ends(...[...fork].reverse())).toEqual(['b', 'c']);
    expect(ends(...fork, link('d', 'b', 'c'))).toEqual(['d']);
  });
});
