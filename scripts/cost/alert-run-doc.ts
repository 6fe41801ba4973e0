import type { AlertRunCalls, AlertRunCounts } from './count-alert-run';
import { markdownTable, usd, whole } from './markdown-table';
import { prices } from './prices';

/** The command that counts anew and writes the section. */
export const alertRunCommand = 'npm run cost -- alerts';

/** Assumptions about figures that cannot be counted here. */
const assumptions = {
  /** Every 15 minutes, in a month of 365 / 12 days. */
  runs: (365 / 12) * 24 * 4,
  secondsPerRun: 5,
  /** Memory of an instance, GB. */
  memory: 2,
  /** Log Analytics data of one run and its host, MB. */
  logMegabytes: 0.1,
} as const;

const begin = '<!-- Counted and written by';
const end = '<!-- End of what was counted. -->';

/** Returns the page with its counts replaced. */
export function withAlertRunCosts(page: string, counts: AlertRunCounts): string {
  const [from, to] = [page.indexOf(begin), page.indexOf(end)];
  if (from < 0 || to < from)
    throw new Error(`docs/alerts.md has no section between "${begin}" and "${end}".`);
  return `${page.slice(0, from)}${section(counts)}\n\n${page.slice(to)}`;
}

function section({ quietOfOne, quietOfFive, alertOnFive, sentinelBytes }: AlertRunCounts): string {
  const { runs, secondsPerRun, memory, logMegabytes } = assumptions;
  const ways = [quietOfOne, quietOfFive, alertOnFive];
  const row = (name: string, of: (calls: AlertRunCalls) => number) => [
    name,
    ...ways.map((way) => whole(of(way))),
  ];
  const transactions = ({ tableReads, tableWrites }: AlertRunCalls): number => tableReads + tableWrites;
  const tableMoney = (calls: AlertRunCalls): number => transactions(calls) * prices.tableTransaction.usd;
  const gigabyteSeconds = runs * secondsPerRun * memory;
  const logGigabytes = (runs * logMegabytes) / 1e3;
  return `${begin} "${alertRunCommand}" from scripts/cost; do not edit. -->

${markdownTable(
  ['', 'a run without alerts, 1 channel', 'a run without alerts, 5 channels', 'each alert, on 5 channels'],
  [
    row('Graph requests', ({ graph }) => graph),
    row('table reads', ({ tableReads }) => tableReads),
    row('table writes', ({ tableWrites }) => tableWrites),
  ],
)}

A month has ${whole(runs)} runs. They make ${whole(runs * transactions(quietOfOne))} table transactions with one channel and ${whole(runs * transactions(quietOfFive))} with five, which cost ${(runs * tableMoney(quietOfOne)).toFixed(4)} and ${(runs * tableMoney(quietOfFive)).toFixed(4)} USD. At ${secondsPerRun} seconds per run they use ${whole(gigabyteSeconds)} GB-s of function time; at ${logMegabytes} MB per run they write ${logGigabytes.toFixed(2)} GB of logs. Both are free within the monthly free grants; beyond them, they cost ${usd(gigabyteSeconds * prices.gigabyteSecond.usd)} and ${usd(logGigabytes * prices.logGigabyte.usd)} USD.

One alert costs ${tableMoney(alertOnFive).toFixed(7)} USD of table transactions for all five channels together. A mail costs ${prices.mail.usd} USD per recipient; a row in Log Analytics has ${whole(sentinelBytes)} bytes. Azure bills nothing for Teams, Slack and webhooks; the Teams workflow needs a licence of the person who created it. The operators' alert is one of the six alert rules in [cost.md](cost.md), which also lists the prices.`;
}
