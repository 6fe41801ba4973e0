import { startCommand } from '../../local/start-command';

const names = ['collectAuditEvents', 'sendAlerts', 'sendCorrections', 'sendWeeklyReport'];
const read = (line: string) => startCommand(line, names, 2);

test('accepts a number, a name, the beginning of one name, Enter and q', () => {
  const fired = ['1', ' 4 ', 'sendweeklyreport', 'collect', 'sendA', ''].map(read);
  expect(fired).toEqual([0, 3, 3, 0, 1, 2].map((index) => ({ does: 'fire', index })));
  expect(['q', 'Quit', 'exit'].map(read)).toEqual(Array(3).fill({ does: 'quit' }));
});

test('lists the possible inputs after any other one', () => {
  const choices =
    'Type a number or a name: 1 collectAuditEvents, 2 sendAlerts, 3 sendCorrections, 4 sendWeeklyReport; ' +
    'Enter for the next one; q to stop.';
  // Three names begin with "send".
  for (const line of ['0', '5', '-1', '1.5', '?', 'xyz'])
    expect(read(line)).toEqual({ does: 'nothing', hint: choices });
  expect(read('send')).toMatchObject({ does: 'nothing' });
});
