import { compose } from '../../shared/composition';
import { loadSettings } from '../../shared/composition/load-settings';
import { shortWaits } from '../../shared/composition/waits';
import { channelReferences, withoutChannelSecrets } from '../../shared/config/settings/channel-secrets';
import type { Check, CheckState } from '../../shared/domain/check';
import { plural } from '../../shared/text/plural';
import type { CommandContext } from './command-context';
import { CheckFailedError } from '../errors';
import { listen } from '../output/listen';
import type { Terminal, Tone } from '../output/terminal';

/** `pim-report doctor`: checks the installation, and says of each fault the one thing to do. */
export async function doctorCommand(
  { sendTest = false }: { readonly sendTest?: boolean },
  context: CommandContext,
): Promise<void> {
  const { terminal, signal } = context;
  const { environment } = context;
  // No alert is sent, so a channel address that only Azure can resolve must not stop the checks.
  const settings = loadSettings(withoutChannelSecrets(environment), { send: sendTest });
  const listener = listen(context);
  let method: string | null = null;
  const signIn = listener.signIn && {
    ...listener.signIn,
    onSignedIn: (how: string) => {
      method = how;
    },
  };
  const pipeline = await compose(settings, { ...listener, ...(signIn && { signIn }) }, shortWaits);
  try {
    const report = await pipeline.doctor(
      {
        sendTest,
        channelReferences: channelReferences(environment),
        signedInWith: () => method,
        clock: () => new Date(),
      },
      (check) => {
        printCheck(check, terminal);
      },
      signal,
    );
    terminal.settle();
    terminal.json(report);
    const failed = report.checks.filter(({ state }) => state === 'failed');
    const warnings = report.checks.filter(({ state }) => state === 'warning').length;
    terminal.result('');
    if (failed.length > 0) {
      const fixes = failed.map(({ name, found, fix }) => `${name}: ${fix ?? found}`);
      throw new CheckFailedError([`${plural(failed.length, 'thing')} must be fixed:`, ...fixes].join('\n'));
    }
    terminal.result(
      warnings === 0
        ? 'Everything is as it should be.'
        : `Nothing must be fixed; ${plural(warnings, 'warning')}.`,
    );
  } finally {
    pipeline.close();
  }
}

const marks: Readonly<Record<CheckState, string>> = {
  ok: 'ok',
  warning: 'WARNING',
  failed: 'FAILED',
  skipped: 'skipped',
};
const tones: Readonly<Record<CheckState, Tone>> = {
  ok: 'good',
  warning: 'warning',
  failed: 'bad',
  skipped: 'dim',
};
const nameWidth = 20;

/** The lines of a check: its state and name, what was done, what was found, and what to do. */
function printCheck({ name, state, did, found, fix }: Check, terminal: Terminal): void {
  const mark = terminal.tone(tones[state], marks[state].padEnd(7));
  const indent = ' '.repeat(9);
  terminal.settle();
  terminal.styled(`${mark}  ${name.padEnd(nameWidth)} ${terminal.tone('dim', did)}`);
  terminal.result(`${indent}${found}`);
  if (fix !== null) terminal.result(`${indent}→ ${fix}`);
}
