import { basename } from 'node:path';
import type { Listener } from '../../shared/composition/listener';
import { plural } from '../../shared/text/plural';
import type { CommandContext, LoginMethod } from '../commands/command-context';
import type { Terminal } from './terminal';

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

/** Signs in on a terminal: asks there, and names the account, the tenant and the method. */
function signInOn(terminal: Terminal, login: LoginMethod | null): NonNullable<Listener['signIn']> {
  return {
    login,
    fallback: isAttended() ? (hasDesktop() ? 'browser' : 'device') : null,
    clock: () => new Date(),
    ask: (text) => {
      terminal.ask(text);
    },
    onSignedIn: (method, identity) => {
      const account = identity?.account ?? 'an account that its token does not name';
      const tenant = identity?.tenantId ?? 'unknown';
      terminal.note(`Signed in as ${account} (tenant ${tenant}) with ${method}.`);
    },
    onFailed: (method, reason) => {
      terminal.note(`No sign-in with ${method}: ${reason}`);
    },
  };
}

/** Returns whether a person can read a code and answer. */
const isAttended = (): boolean => process.stdin.isTTY && process.stderr.isTTY;

/** Returns whether a browser can open on this machine. */
function hasDesktop(): boolean {
  const { SSH_CONNECTION = '', DISPLAY = '', WAYLAND_DISPLAY = '' } = process.env;
  if (SSH_CONNECTION !== '') return false;
  return process.platform === 'win32' || process.platform === 'darwin' || DISPLAY + WAYLAND_DISPLAY !== '';
}
