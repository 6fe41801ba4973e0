import type { Calls, WeekCounts } from './count-week';
import { markdownTable as table, usd, whole } from './markdown-table';
import { assumptions, memoryOf, monthOf, type Month } from './month';
import { prices, pricesAsOf, type Price } from './prices';

/** The command that counts anew and writes the page. */
export const costCommand = 'npm run cost';

/** The page docs/cost.md, of weeks as they were counted, by their nominal size. */
export function costDoc(counts: Readonly<Record<string, WeekCounts>>): string {
  const a = assumptions;
  const weeks = Object.values(counts);
  return `# What it costs

<!-- Written by "${costCommand}" from scripts/cost; do not edit. -->

The calls are **counted**: the real jobs run a week of nights, the look for corrections after each, and one report against a storage emulator, a Graph server and a mailbox on one machine, and the servers write down what they are asked. The money is **computed** from these counts with list prices in US dollars; take it as an order of magnitude and check it with the pricing calculator for your region and contract.

## A week, counted

${table(headOf(weeks), [
  ['events that were really there', ...weeks.map(({ events }) => whole(events))],
  ['Graph requests, 7 nights', ...weeks.map(({ collect }) => whole(collect.graph))],
  ['Graph requests, 1 report', ...weeks.map(({ report }) => whole(report.graph))],
  ['table reads, 7 nights', ...weeks.map(({ collect }) => whole(collect.tableReads))],
  ['table writes (a batch is one), 7 nights', ...weeks.map(({ collect }) => whole(collect.tableWrites))],
  ['table reads and writes, 7 looks for corrections', ...weeks.map(({ corrections }) => tables(corrections))],
  ['table reads, 1 report', ...weeks.map(({ report }) => whole(report.tableReads))],
  ['table writes, 1 report', ...weeks.map(({ report }) => whole(report.tableWrites))],
  ['blob reads and writes, 7 looks for corrections', ...weeks.map(({ corrections }) => blobs(corrections))],
  ['blob reads and writes, 1 report', ...weeks.map(({ report }) => blobs(report))],
  ['mails, and reads of their status', ...weeks.map((week) => `${week.mails}, ${week.mailStatusReads}`)],
  ['the mail, MB in Base64', ...weeks.map(({ mailBytes }) => (mailBytes / 1e6).toFixed(1))],
  ['what is archived, MB', ...weeks.map(({ archivedBytes }) => (archivedBytes / 1e6).toFixed(1))],
  ['an event, bytes of JSON', ...weeks.map(({ eventBytes }) => whole(eventBytes))],
])}

The week of 100,000 events was counted by an earlier version, before standing access, summaries and the second reading of a week's last days: today it takes more than its column says. A week whose workbook is over the mail's limit is mailed without it, and archived whole. Every night reads four days (yesterday and \`COLLECT_OVERLAP_DAYS\` = 3 before it) with three queries, so that late events are found; most of the writes store the same events on the same keys again. A larger overlap costs in proportion.

## A month, computed

${monthTable(weeks.map(monthOf), headOf(weeks))}

The data are those of ${a.retentionDays} days, what the store grows to; the first months cost less. Nothing else is billed by use: an identity, roles, a timer, an idle Flex Consumption app cost nothing. Not in the table: the host's own storage (locks and timers, some thousand transactions a month, a few cents), the deployment package, and the zone of a custom domain. With \`privateNetwork\` four private endpoints, a NAT gateway, its address and two DNS zones come to about 65 USD a month more, which is then most of the bill.

## What is taken for granted

- ${a.recipients} recipients; a mail is billed for each.
- ${memoryOf(0)} GB of memory, ${memoryOf(a.largeTenant)} from ${whole(a.largeTenant)} events a week on (\`instanceMemoryMB\`); a run takes ${a.secondsPerRun} s, its Graph requests at the pace of ${a.graphPace} a second, and ${whole(a.eventsPerSecond)} events a second. Runs stay within the free grant at all three sizes.
- The rules look back ${a.lookBackDays} days. The counted store holds two weeks; what lies before is added at ${whole(a.tablePage)} events a read.
- Table Storage bills two bytes a character, and a batch of up to 100 events as one transaction.
- ${a.logMegabytesPerRun} MB of logs a run; ${a.alertRules} alert rules. The alerts are most of the bill of a small tenant.

## List prices

As of ${pricesAsOf}, pay as you go, East US. None was read from the named page itself. "Quoted" means that public material which quotes the page was found to say the same, "from memory" that nothing was found to compare with. Check those that matter to you.

${table(
  ['what', 'USD', 'per', 'the page that has the present price', 'checked'],
  Object.values<Price>(prices).map((price) => [
    price.what,
    String(Number(price.usd.toPrecision(3))),
    price.per,
    price.source,
    price.isQuoted ? 'quoted' : 'from memory',
  ]),
)}

\`${costCommand}\` counts 1,000 and 10,000 anew (some minutes) and writes this page; \`${costCommand} -- 100000\` counts the largest too: with azurite 3.37 on Node 22 that took half an hour, with the pinned 3.35 on Node 20 more than one. A test counts the smallest week and compares.
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

/** A size by its round name: 997 is a thousand. */
const nominal = (events: number): string => whole(10 ** Math.round(Math.log10(events)));
const tables = ({ tableReads, tableWrites }: Calls): string => whole(tableReads + tableWrites);
const blobs = ({ blobReads, blobWrites }: Calls): string => whole(blobReads + blobWrites);
