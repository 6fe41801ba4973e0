import { chunkBytes, nearLines, type DayEntry } from '../../../../shared/storage/folder/files/day-entry';

const entryAt = (offset: number, length = 100): DayEntry => ({
  ...{ at: 0, isUnreadable: false, isImported: false },
  ...{ offset, length },
});

describe('lines that one read fetches', () => {
  test('are near each other, and keep their order', () => {
    const alternating = [entryAt(0), entryAt(5_000), entryAt(101), entryAt(5_101)];
    expect([...nearLines(alternating)]).toEqual([{ entries: alternating, from: 0, to: 5_201 }]);
  });

  test('are as many as fit into a chunk', () => {
    const [first, last, next] = [entryAt(0), entryAt(chunkBytes - 100), entryAt(chunkBytes - 99)];
    expect([...nearLines([first, last])]).toHaveLength(1);
    expect([...nearLines([first, next])]).toEqual([
      { entries: [first], from: 0, to: 100 },
      { entries: [next], from: chunkBytes - 99, to: chunkBytes + 1 },
    ]);
    expect([...nearLines([next, first])].map(({ from }) => from)).toEqual([chunkBytes - 99, 0]);
  });

  test('are one line if that is longer than a chunk', () => {
    const [long, short] = [entryAt(50, 2 * chunkBytes), entryAt(0, 40)];
    expect([...nearLines([long, short])]).toEqual([
      { entries: [long], from: 50, to: 50 + 2 * chunkBytes },
      { entries: [short], from: 0, to: 40 },
    ]);
    expect([...nearLines([])]).toEqual([]);
  });
});
