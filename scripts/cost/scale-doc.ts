import { hostedRunTime } from '../../shared/composition/hosted-run-time';
import { eventBytes } from '../../shared/jobs/report/memory-need';
import { formatNumber } from '../../shared/text/format-number';
import type { WeekCounts } from './count-week';
import { simulateNight, type NightOfTenant } from './fan-out';
import { markdownTable, usd, whole } from './markdown-table';
import { assumptions, memoryOf } from './month';
import { prices } from './prices';

/** The command that writes the page. */
export const scaleCommand = 'npm run cost -- scale';

/** Seconds that a run has. */
const runSeconds = hostedRunTime / 1_000;

/** Limits of the services, by their documentation. */
const limits = {
  /** Events on a page of Graph's audit log. */
  page: 999,
  /** Requests a second of one storage account (scalability targets of standard storage accounts). */
  storageRequests: 20_000,
  /** Entities a second of one table partition, which is a day (scalability targets of Table Storage). */
  partitionEntities: 2_000,
} as const;

/** Days that a night reads: the last one and its overlap. */
const daysANight = 4;
/** A month of events is in memory while a report is made. */
const daysInMemory = 30;
const [tenants, startSeconds] = [500, 10];
const instanceCounts = [10, 40, 100];

/** Events a day of a large tenant that is only computed. */
const million = 1_000_000;

/** Builds the page docs/scale.md from the counted weeks. */
export function scaleDoc(counts: Readonly<Record<string, WeekCounts>>): string {
  const weeks = Object.values(counts);
  const head = [
    '',
    ...weeks.map(({ events }) => `${whole(10 ** Math.round(Math.log10(events)))} events a week`),
  ];
  const perRun = (runSeconds * assumptions.graphPace * limits.page) / daysANight;
  const passes = (days: number): number => (days * million) / limits.page / assumptions.graphPace / 60;
  return `# The limits of scale

<!-- Written by "${scaleCommand}" from scripts/cost; do not edit. -->

The figures are computed from the counts of [cost.md](cost.md). Nothing on this page was measured in Azure.

## ${tenants} tenants

The product serves one tenant per deployment. For many tenants, a timer would put a message per tenant on a storage queue, and the function app's own scale-out would do the rest: each instance handles one message at a time. A simulation of one night of ${tenants} tenants of one size (\`scripts/cost/fan-out.ts\`), with the counted requests, ${assumptions.graphPace} Graph requests per second and tenant, ${assumptions.secondsPerRun} s for the rest of a run and ${startSeconds} s for the start of an instance:

${markdownTable(head, [
  ['Graph requests of a tenant', ...weeks.map(({ collect }) => whole(collect.graph / 7))],
  ['seconds of a tenant', ...weeks.map((week) => whole(nightOf(week).seconds))],
  ...instanceCounts.map((instances) => [
    `minutes with ${instances} instances`,
    ...weeks.map((week) => minutes(nightOfAll(week, instances).seconds)),
  ]),
  [
    `table requests a second, ${instanceCounts.at(-1) ?? 0} instances`,
    ...weeks.map((week) => whole(Math.ceil(nightOfAll(week, instanceCounts.at(-1) ?? 1).peakTableRequests))),
  ],
  ['function time a night, USD', ...weeks.map((week) => usd(nightMoney(week)))],
])}

Graph's limit is per app and tenant, so tenants do not wait for each other. A storage account takes ${whole(limits.storageRequests)} requests per second, far more than this.

## A tenant with ${formatNumber(million)} events a day

- **Collecting.** A night reads ${daysANight} days, ${whole(Math.ceil((daysANight * million) / limits.page))} pages. At Graph's pace that is ${whole(passes(daysANight))} minutes; one run has ${runSeconds / 60}. More instances do not help, because the pace is per app and tenant. The limit of this product is about ${whole(Math.floor(perRun / 1_000) * 1_000)} events a day. Beyond it, reading each day once (\`COLLECT_OVERLAP_DAYS\` = 0) takes ${whole(passes(1))} minutes, still more than a run: such a tenant needs the log exported by diagnostic settings, and \`pim-report import\`.
- **Storing.** A day is one table partition, which takes ${whole(limits.partitionEntities)} entities per second: ${whole(million / limits.partitionEntities / 60)} minutes, in ${whole(million / 100)} batches (${(million / 100) * prices.tableTransaction.usd < 0.01 ? 'less than a cent' : usd((million / 100) * prices.tableTransaction.usd)}).
- **Reporting.** A report holds a month of events, ${whole((daysInMemory * million * eventBytes) / 1e9)} GB. It is refused with a sentence that says so. To make it, the events would be split by principal into queue messages, joined and summarized each on an instance of its own, and the findings across principals made from the summaries.
`;
}

function nightOf({ collect, events }: WeekCounts): NightOfTenant {
  const a = assumptions;
  const handled = (events / 7) * daysANight;
  return {
    seconds: a.secondsPerRun + collect.graph / 7 / a.graphPace + handled / a.eventsPerSecond,
    tableRequests: (collect.tableReads + collect.tableWrites) / 7,
  };
}

const nightOfAll = (week: WeekCounts, instances: number) =>
  simulateNight(
    Array.from({ length: tenants }, () => nightOf(week)),
    instances,
    startSeconds,
  );

const nightMoney = (week: WeekCounts): number =>
  tenants * nightOf(week).seconds * memoryOf(week.events) * prices.gigabyteSecond.usd;

const minutes = (seconds: number): string => whole(Math.ceil(seconds / 60));
