import { Command, CommanderError } from 'commander';
import { SettingsError } from '../shared/config/settings-error';
import { withoutSecrets } from '../shared/text/failure-text';
import { alertsCommand, type AlertsOptions } from './alerts-command';
import { collectCommand, type CollectOptions } from './collect-command';
import { demoCommand } from './demo-command';
import { readEnvironment } from './environment';
import { UsageError } from './failure';
import { reportCommand, type ReportOptions } from './report-command';
import { verifyCommand, type VerifyOptions } from './verify-command';
import { createTerminal, printed, type Terminal, type TerminalOptions } from './terminal';

/** Milliseconds that a command may take: a first collection of a large tenant is the longest. */
const longestRun = 60 * 60_000;

/** The command line. Each command gets a terminal and the settings' source; what it throws decides the exit code. */
function createProgram(): Command {
  const program = new Command('pim-report')
    .description(
      'Who activated which privileged role: collects Microsoft Entra PIM audit events and reports on them.',
    )
    .option('--quiet', 'print errors and warnings only', false)
    .option('--json', 'print the result as JSON', false)
    .exitOverride()
    .configureHelp({ showGlobalOptions: true })
    .addHelpText(
      'after',
      '\nSettings come from the environment, else from local.settings.json in this folder.',
    );

  const run = async (work: (terminal: Terminal) => Promise<void>): Promise<void> => {
    const terminal = createTerminal(program.opts<TerminalOptions>());
    try {
      await work(terminal);
    } finally {
      terminal.settle();
    }
  };
  const environment = () => readEnvironment(process.env, process.cwd());

  program
    .command('collect')
    .description('read audit events from Microsoft Graph into the store: what is due, or the given UTC days')
    .option('--from <date>', 'first UTC day, such as 2026-11-16')
    .option('--to <date>', 'last UTC day, included (default: today)')
    .action((options: CollectOptions) =>
      run(async (terminal) =>
        collectCommand(options, await environment(), terminal, new Date(), AbortSignal.timeout(longestRun)),
      ),
    );
  program
    .command('report')
    .description('write the report of a period, by default of the last whole week (Monday to Sunday)')
    .option('--week <week>', 'an ISO week, such as 2026-W47')
    .option('--from <date>', 'first day, in the zone of the report')
    .option('--to <date>', 'last day, included')
    .option('--format <list>', 'xlsx, csv, json, html; separated by commas', 'xlsx')
    .option('--out <dir>', 'the folder for the files', 'out')
    .option('--send', 'also mail it to the recipients, unless that has been done')
    .option('--no-collect', 'take what the store holds; do not read days that are not complete')
    .action((options: ReportOptions) =>
      run(async (terminal) =>
        reportCommand(options, await environment(), terminal, new Date(), AbortSignal.timeout(longestRun)),
      ),
    );
  program
    .command('alerts')
    .description('look for events that alert at once, and send them to the channels of ALERTS')
    .option('--dry-run', 'store and send nothing; name each channel and alert, with --json the bodies')
    .action((options: AlertsOptions) =>
      run(async (terminal) =>
        alertsCommand(options, await environment(), terminal, new Date(), AbortSignal.timeout(longestRun)),
      ),
    );
  program
    .command('verify')
    .description('check the archive of sent reports against its mails and the ledger')
    .option('--report <name>', 'only this report (default: all of settings and archive)')
    .option('--file <file>', 'check whether this file is one that was sent')
    .action((options: VerifyOptions) =>
      run(async (terminal) =>
        verifyCommand(options, await environment(), terminal, AbortSignal.timeout(longestRun)),
      ),
    );
  program
    .command('demo')
    .description('run the whole pipeline on this machine, with a sample tenant and without Azure')
    .option('--out <dir>', 'the folder for the report and the mail', 'out')
    .action(({ out }: { out: string }) => run((terminal) => demoCommand(out, terminal, new Date())));
  return program;
}

/** 0 done, 1 failed, 2 wrong usage or settings; what went wrong is said once, without a stack trace. */
async function main(): Promise<number> {
  try {
    await createProgram().parseAsync();
    return 0;
  } catch (error) {
    // commander has said already what was wrong, or printed the help that was asked for.
    if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2;
    const message = error instanceof Error ? error.message : String(error);
    process.stderr.write(`error: ${printed(withoutSecrets(message))}\n`);
    return error instanceof SettingsError || error instanceof UsageError ? 2 : 1;
  }
}

void main().then((code) => {
  process.exitCode = code;
});
