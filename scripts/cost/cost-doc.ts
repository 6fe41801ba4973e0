import type { Calls, WeekCounts } from './count-week';
import { markdownTable as table, usd, whole } from './markdown-table';
import { assumptions, memoryOf, monthOf, type Month } from './month';
import { prices, pricesAsOf, type Price } from './prices';

/** The command that counts anew and writes the page. */
export const costCommand = 'npm run cost';

/** Table transactions a month, by events a week, as this page computed them on 2026-11-28. */
const transactionsBefore = { 1_000: 1_512, 10_000: 4_866, 100_000: 31_846 };

/** Builds the page docs/cost.md from the counted weeks, by their nominal size. */
export function costDoc(counts: Readonly<Record<string, WeekCounts>>): string {
  const a = assumptions;
  const weeks = Object.values(counts);
  return `# What it costs

<!-- Written by "${costCommand}" from scripts/cost; do not edit. -->

The calls are **counted**: the real jobs run for one week (seven nightly collections, a correction run after each, and one report) against a storage emulator, a Graph server and a mailbox on one machine, which record every request. The cost is **computed** from these counts and list prices in US dollars. Use it as an estimate, and check it with the pricing calculator for your region and contract.

## A week, counted

${table(headOf(weeks), [
  ['exact number of events', ...weeks.map(({ events }) => whole(events))],
  ['Graph requests, 7 collections', ...weeks.map(({ collect }) => whole(collect.graph))],
  ['Graph requests, 1 report', ...weeks.map(({ report }) => whole(report.graph))],
  ['table reads, 7 collections', ...weeks.map(({ collect }) => whole(collect.tableReads))],
  ['table writes (a batch is one), 7 collections', ...weeks.map(({ collect }) => whole(collect.tableWrites))],
  ['table reads and writes, 7 correction runs', ...weeks.map(({ corrections }) => tables(corrections))],
  ['table reads, 1 report', ...weeks.map(({ report }) => whole(report.tableReads))],
  ['table writes, 1 report', ...weeks.map(({ report }) => whole(report.tableWrites))],
  ['blob reads and writes, 7 correction runs', ...weeks.map(({ corrections }) => blobs(corrections))],
  ['blob reads and writes, 1 report', ...weeks.map(({ report }) => blobs(report))],
  ['mails sent, status requests', ...weeks.map((week) => `${week.mails}, ${week.mailStatusReads}`)],
  ['size of the mail, MB in Base64', ...weeks.map(({ mailBytes }) => (mailBytes / 1e6).toFixed(1))],
  ['archived files, MB', ...weeks.map(({ archivedBytes }) => (archivedBytes / 1e6).toFixed(1))],
  ['bytes of JSON per event', ...weeks.map(({ eventBytes }) => whole(eventBytes))],
])}

The week of 100,000 events was counted with an earlier version, which wrote every event again each night; the present version needs about a third of its writes, and more reads. If the workbook is too large for a mail, the mail is sent without it, and the workbook is only archived. To find late events, each collection reads four days (yesterday and the \`COLLECT_OVERLAP_DAYS\` = 3 days before it) with three queries; of what is stored already it reads the keys and hashes, 1,000 a transaction, and writes nothing.

## A month, computed

${monthTable(weeks.map(monthOf), headOf(weeks))}

Before only new and changed events were written, and before past weeks were summarized, a month took ${Object.values(transactionsBefore).map(whole).join(', ')} table transactions. That saves time more than money: ${whole(1 / prices.tableTransaction.usd / 100)} transactions cost a cent.

The storage figures are for ${a.retentionDays} days of data; the first months cost less. Nothing else is billed by use: an identity, roles, a timer and an idle Flex Consumption app cost nothing. Not in the table: the host's own storage (locks and timers, a few thousand transactions a month, a few cents), the deployment package, and the DNS zone of a custom domain. With \`privateNetwork\`, four private endpoints, a NAT gateway, its IP address and two DNS zones add about 65 USD a month, which is then most of the bill.

## Assumptions

- ${a.recipients} recipients; a mail is billed once per recipient.
- ${memoryOf(0)} GB of memory, ${memoryOf(a.largeTenant)} from ${whole(a.largeTenant)} events a week (\`instanceMemoryMB\`). A run takes ${a.secondsPerRun} s, plus its Graph requests at ${a.graphPace} per second and its events at ${whole(a.eventsPerSecond)} per second. All three sizes stay within the free grant.
- A report reads ${a.weeksRead} weeks of events, and summaries of the weeks before. The counted store holds two weeks; the reads of the others are added, at ${whole(a.tablePage)} events per read.
- Table Storage bills two bytes per character, and a batch of up to 100 events as one transaction.
- ${a.logMegabytesPerRun} MB of logs per run; ${a.alertRules} alert rules, which are most of the bill of a small tenant.

## List prices

As of ${pricesAsOf}, pay as you go, East US. The named pages themselves were not read. "Quoted" means that other public material quotes the same price; "from memory" means that no source was found to compare it with. Check the prices that matter to you.

${table(
  ['what', 'USD', 'per', 'page with the current price', 'checked'],
  Object.values<Price>(prices).map((price) => [
    price.what,
    String(Number(price.usd.toPrecision(3))),
    price.per,
    price.source,
    price.isQuoted ? 'quoted' : 'from memory',
  ]),
)}

\`${costCommand}\` counts the weeks of 1,000 and 10,000 events again (a few minutes) and writes this page; \`${costCommand} -- 100000\` counts only the largest week, which takes much longer. A test counts the smallest week and compares it with this page.
`;
}

function monthTable(months: readonly Month[], head: readonly string[]): string {
  const row = (name: string, of: (month: Month) => string) => [name, ...months.map(of)];
  return table(head, [
    row('Graph requests', ({ graphRequests }) => whole(graphRequests)),
    row('table transactions', ({ tableTransactions }) => whole(tableTransactions)),
    row('blob transactions', ({ blobTransactions }) => whole(blobTransactions)),
    row('GB-s of function time', ({ gigabyteSeconds }) => whole(gigabyteSeconds)),
    row('GB in tables', ({ tableGigabytes }) => tableGigabytes.toFixed(1)),
    row('GB of reports', ({ blobGigabytes }) => blobGigabytes.toFixed(1)),
    row('functions, USD', ({ money }) => usd(money.functions)),
    row('tables, USD', ({ money }) => usd(money.tables)),
    row('blobs, USD', ({ money }) => usd(money.blobs)),
    row('mail, USD', ({ money }) => usd(money.mail)),
    row('logs, USD', ({ money }) => usd(money.logs)),
    row('alerts, USD', ({ money }) => usd(money.alerts)),
    row('**total, USD a month**', ({ money }) => `**${usd(money.total)}**`),
  ]);
}

const headOf = (weeks: readonly WeekCounts[]): string[] => [
  '',
  ...weeks.map(({ events }) => `${nominal(events)} events a week`),
];

/** Rounds a number of events to a power of ten: 997 becomes 1,000. */
const nominal = (events: number): string => whole(10 ** Math.round(Math.log10(events)));
const tables = ({ tableReads, tableWrites }: Calls): string => whole(tableReads + tableWrites);
const blobs = ({ blobReads, blobWrites }: Calls): string => whole(blobReads + blobWrites);
