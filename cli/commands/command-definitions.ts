import type { CommandDefinition } from './command-definition';

/** The formats of `report`, the table for the screen among them. */
export const reportFormats = ['xlsx', 'csv', 'json', 'html', 'table'] as const;

/** All commands, in the order of the help. */
export const commandDefinitions: readonly CommandDefinition[] = [
  {
    name: 'collect',
    summary: 'read audit events from Microsoft Graph into the store',
    details: [
      'Reads yesterday, the days before it to which late events may still be added (`COLLECT_OVERLAP_DAYS`), and every incomplete day that Graph still has. With `--from` and `--to` it reads the given UTC days.',
      'Also stores a snapshot of who holds access (`STANDING_ACCESS`); if Graph refuses a list, that is a warning. Without `--from` and `--to` it deletes events and snapshots that are older than `RETENTION_DAYS`, as the nightly run does.',
      'Prints a line for each day, and a summary. Exit code 1 if a day could not be read; the next run tries it again.',
    ],
    options: [
      { flags: '--from <date>', help: 'first UTC day, such as 2026-11-16' },
      { flags: '--to <date>', help: 'last UTC day, included (default: today)' },
    ],
    examples: [
      { line: 'pim-report collect', does: 'read what is missing' },
      { line: 'pim-report collect --from 2026-11-16 --to 2026-11-22', does: 'read a week again' },
    ],
  },
  {
    name: 'report',
    summary: 'write the report of a week or of other days',
    details: [
      'Reads the incomplete days of the period first, unless you give `--no-collect`. The default period is the last full week, Monday to Sunday, in the time zone of the report.',
      'Writes files to the folder `out`. `table` prints activations and findings on the screen, 100 columns wide, and writes no file. `--send` also mails the report through Communication Services, unless it was sent before.',
      'Prints one line for each report. An incomplete period is a warning, not a failure: the report names the missing days.',
    ],
    options: [
      { flags: '--week <week>', help: 'an ISO week, such as 2026-W47, or "last"', values: ['last'] },
      { flags: '--from <date>', help: 'first day, in the time zone of the report' },
      { flags: '--to <date>', help: 'last day, included' },
      {
        flags: '--format <list>',
        help: `${reportFormats.join(', ')}; separated by commas`,
        default: 'xlsx',
        values: reportFormats,
      },
      { flags: '--out <dir>', help: 'folder for the files', default: 'out' },
      { flags: '--send', help: 'also mail it to the recipients, unless it was sent before' },
      { flags: '--no-collect', help: 'use only what the store holds; do not ask Graph' },
    ],
    examples: [
      { line: 'pim-report report', does: 'last week as a workbook' },
      { line: 'pim-report report --week 2026-W47 --format xlsx,csv,json,html', does: 'every format' },
      { line: 'pim-report report --from 2026-10-26 --to 2026-11-22', does: 'four weeks in one report' },
      { line: 'pim-report report --format table --no-collect', does: 'show it on the screen' },
    ],
  },
  {
    name: 'import',
    summary: 'read exported audit logs into the store',
    details: [
      'Reports can then cover the time before the first collection, and more than the 30 days that Microsoft Graph keeps. Files are recognised by their content and may be compressed with gzip: responses of Graph, the audit log of the Entra admin center (CSV or JSON, in any language), Azure Monitor (storage account or event hub), Log Analytics, the Azure Activity Log, and the unified audit log of Microsoft Purview. They are UTF-8, or UTF-16 with a byte order mark; a row with other bytes is refused.',
      'An event is stored once, even if several logs contain it; the record with more details is kept. Importing a file again changes nothing. Days known only from a file are `imported` in the report: nobody can prove that a file is complete. A file of another tenant is refused; one that names no tenant, such as the CSV of the Entra admin center, is imported, and the output says so. Events older than `RETENTION_DAYS` are refused: to keep them, raise the setting first, also in a deployed app that uses the same store.',
      'Prints a line for each file: rows read, new, known, ignored (no report needs them) and refused, and the first and last time. Rows that cannot be read are written to `FILE.refused.ndjson`, one object per line: `line` (the line of the file where the row begins; in a JSON array the number of the item), `reason` and `text`. Exit code 1 if a row was refused or a file could not be read; the rest is imported.',
      'Times are UTC unless a column is marked as local or with another zone; such a file needs `--zone`. Times that can be read in two ways are refused: 1/2/2026 without AM or PM, or an hour that clocks show twice. A file with the day before the month is refused as a whole.',
    ],
    argument: { syntax: '<file...>', help: 'exported logs' },
    options: [
      { flags: '--zone <zone>', help: 'time zone of times that are not UTC, such as Europe/Paris' },
      { flags: '--tenant <id>', help: 'refuse files of any other tenant' },
      { flags: '--dry-run', help: 'say what would happen; store and write nothing' },
    ],
    examples: [
      { line: 'pim-report import AuditLogs_2026-11-23.csv', does: 'a download of the Entra admin center' },
      {
        line: 'pim-report import y=2026/m=*/d=*/h=*/m=00/PT1H.json',
        does: 'diagnostic logs of a storage account',
      },
      { line: 'pim-report import --dry-run audit.csv.gz', does: 'see what it would do' },
    ],
  },
  {
    name: 'alerts',
    summary: 'look for events that need an immediate alert, and send the alerts to the channels of ALERTS',
    details: [
      'Does once what the timer does every time. Exit code 1 if a channel failed or Graph could not be read; 2 if `ALERTS` is not set.',
    ],
    options: [
      {
        flags: '--dry-run',
        help: 'store and send nothing; print each channel and alert, with --json the bodies',
      },
    ],
    examples: [{ line: 'pim-report alerts --dry-run', does: 'see what would be sent' }],
  },
  {
    name: 'verify',
    summary: 'check the archive of sent reports against its mails and the ledger',
    details: [
      'Names every file that was changed, moved, inserted or deleted since it was sent. Exit code 1 if something is wrong, or if there is nothing to verify of a report that the settings name.',
    ],
    options: [
      { flags: '--report <name>', help: 'only this report (default: all)' },
      { flags: '--file <file>', help: 'check whether this file is one that was sent' },
    ],
    examples: [
      { line: 'pim-report verify', does: 'check every report' },
      { line: 'pim-report verify --file weekly-2026-W47.xlsx', does: 'check a workbook that somebody has' },
    ],
  },
  {
    name: 'doctor',
    summary: 'check settings, sign-in, permissions, storage and mail, and say what to fix',
    details: [
      'Checks in this order: settings, sign-in, clock, permissions, licence and how far back the log goes, a page of events, standing access, storage, mail, schedules, the last days of the ledger. Each check says what it did, what it found, and how to fix it. Checks that depend on a failed one are skipped.',
      'Stores nothing, and sends nothing unless you give `--send-test`, which mails the first of `REPORT_RECIPIENTS` and does not change ledger or archive.',
      'Exit code 1 if something must be fixed; 2 for wrong settings. With `--json`: `{ok, checks: [{name, state, did, found, fix}]}`, where state is `ok`, `warning`, `failed` or `skipped`, and `fix` is null if nothing needs to be done.',
    ],
    options: [{ flags: '--send-test', help: 'also send a test mail to the first recipient' }],
    examples: [
      { line: 'pim-report doctor', does: 'see whether all is well' },
      { line: 'pim-report doctor --send-test', does: 'see whether a mail arrives' },
    ],
  },
  {
    name: 'demo',
    summary: 'run the whole pipeline on this machine, with a sample tenant and without Azure',
    details: [
      'Collects three weeks of a sample tenant, and sends the report of the last week to a mailbox on this machine. At the end it stops everything that it started.',
    ],
    options: [{ flags: '--out <dir>', help: 'folder for the report and the mail', default: 'out' }],
    examples: [{ line: 'pim-report demo', does: 'see a report within seconds' }],
  },
  {
    name: 'completion',
    summary: 'print the completion script of a shell',
    details: [
      'bash: `source <(pim-report completion bash)` in `~/.bashrc`. zsh: `source <(pim-report completion zsh)` in `~/.zshrc`, after `compinit`. fish: `pim-report completion fish > ~/.config/fish/completions/pim-report.fish`.',
    ],
    argument: { syntax: '<shell>', help: 'bash, zsh or fish', values: ['bash', 'zsh', 'fish'] },
    options: [],
    examples: [{ line: 'source <(pim-report completion bash)', does: 'complete in this shell' }],
  },
];
