import type { LookCalls, LookCounts } from './count-look';
import { markdownTable, usd, whole } from './markdown-table';
import { prices } from './prices';

/** The command that counts anew and writes the section. */
export const lookCommand = 'npm run cost -- alerts';

/** What is taken for granted where nothing can be counted here. */
const assumptions = {
  /** Every 15 minutes, in a month of 365 / 12 days. */
  looks: (365 / 12) * 24 * 4,
  secondsPerLook: 5,
  /** Memory of an instance, GB. */
  memory: 2,
  /** What one look and the host around it writes to Log Analytics, MB. */
  logMegabytes: 0.1,
} as const;

const begin = '<!-- Counted and written by';
const end = '<!-- End of what was counted. -->';

/** The page with the counts in place of those that it has. */
export function withLookCosts(page: string, counts: LookCounts): string {
  const [from, to] = [page.indexOf(begin), page.indexOf(end)];
  if (from < 0 || to < from)
    throw new Error(`docs/alerts.md has no section between "${begin}" and "${end}".`);
  return `${page.slice(0, from)}${section(counts)}\n\n${page.slice(to)}`;
}

function section({ quietOfOne, quietOfFive, alertOnFive, sentinelBytes }: LookCounts): string {
  const { looks, secondsPerLook, memory, logMegabytes } = assumptions;
  const ways = [quietOfOne, quietOfFive, alertOnFive];
  const row = (name: string, of: (calls: LookCalls) => number) => [
    name,
    ...ways.map((way) => whole(of(way))),
  ];
  const transactions = ({ tableReads, tableWrites }: LookCalls): number => tableReads + tableWrites;
  const tableMoney = (calls: LookCalls): number => transactions(calls) * prices.tableTransaction.usd;
  const gigabyteSeconds = looks * secondsPerLook * memory;
  const logGigabytes = (looks * logMegabytes) / 1e3;
  return `${begin} "${lookCommand}" from scripts/cost; do not edit. -->

${markdownTable(
  ['', 'a look without news, 1 channel', 'a look without news, 5 channels', 'one alert more, on 5 channels'],
  [
    row('Graph requests', ({ graph }) => graph),
    row('table reads', ({ tableReads }) => tableReads),
    row('table writes', ({ tableWrites }) => tableWrites),
  ],
)}

A month has ${whole(looks)} looks. They come to ${whole(looks * transactions(quietOfOne))} table transactions with one channel and ${whole(looks * transactions(quietOfFive))} with five: ${(looks * tableMoney(quietOfOne)).toFixed(4)} and ${(looks * tableMoney(quietOfFive)).toFixed(4)} USD. At ${secondsPerLook} seconds a look they take ${whole(gigabyteSeconds)} GB-s of function time and, at ${logMegabytes} MB a look, ${logGigabytes.toFixed(2)} GB of logs. Both are free as long as the month's free grants last, and else ${usd(gigabyteSeconds * prices.gigabyteSecond.usd)} and ${usd(logGigabytes * prices.logGigabyte.usd)} USD.

An alert itself costs ${tableMoney(alertOnFive).toFixed(7)} USD in tables on all five channels together, a mail ${prices.mail.usd} USD a recipient, a row in Log Analytics ${whole(sentinelBytes)} bytes. Teams, Slack and webhooks cost nothing on Azure's side; what a run of the workflow costs is the licence of who made it. The operators' alert is one of the six that [cost.md](cost.md) counts, which also has the prices.`;
}
