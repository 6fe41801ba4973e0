import type { Listener } from '../shared/composition/listener';
import type { Terminal } from './output/terminal';

type SignIn = NonNullable<Listener['signIn']>;

/** A way for a person to sign in. */
export type LoginMethod = NonNullable<SignIn['login']>;

/** Signs in on a terminal: asks there, and names the account, the tenant and the method. */
export function signInOn(terminal: Terminal, login: LoginMethod | null): SignIn {
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
