import { basename } from 'node:path';
import type { Listener } from '../../shared/composition/listener';
import { plural } from '../../shared/text/plural';
import type { CommandContext } from '../commands/command-context';
import { signInOn } from '../sign-in-terminal';

/** Connects the jobs with a terminal: progress, waits and sign-in. */
export function listen({ terminal, login }: Pick<CommandContext, 'terminal' | 'login'>): Listener {
  const start = performance.now();
  return {
    clock: () => new Date(),
    signIn: signInOn(terminal, login),
    onCollect: ({ daysDone, daysTotal, pages, events }) => {
      terminal.progress({
        action: 'Reading',
        done: daysDone,
        total: daysTotal,
        unit: 'day',
        counts: [plural(pages, 'page'), plural(events, 'event')],
        elapsed: performance.now() - start,
      });
    },
    onImport: ({ action, file, done, total }) => {
      terminal.progress({
        action: file === null ? 'Storing' : `Reading ${basename(file)}`,
        ...(action === 'reading'
          ? { done: megabytes(done), total: megabytes(total), unit: 'megabyte' }
          : { done, total, unit: 'event' }),
        counts: [],
        elapsed: performance.now() - start,
      });
    },
    onReport: (step, report) => {
      terminal.step(`${report}: ${step}`);
    },
    onSnapshot: ({ list, rows }) => {
      terminal.step(`reading standing access: ${list}, ${plural(rows, 'row')}`);
    },
    onRetry: (message, wait) => {
      terminal.wait(message, wait);
    },
  };
}

const megabytes = (bytes: number): number => Math.ceil(bytes / 1_000_000);
