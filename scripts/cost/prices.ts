/** A list price in US dollars, before any discount, and the page with the current price. */
export interface Price {
  readonly what: string;
  readonly usd: number;
  readonly per: string;
  readonly source: string;
  /** True if public material quotes the same price; false if the price is from memory. */
  readonly isQuoted: boolean;
}

/** The date of the prices below. They change; the named pages have the current ones. */
export const pricesAsOf = '2026-11-26';

const table = 'azure.microsoft.com/pricing/details/storage/tables, ZRS, East US';
const functions = 'azure.microsoft.com/pricing/details/functions';
const blob = 'azure.microsoft.com/pricing/details/storage/blobs, hot, ZRS, East US';
const email = 'azure.microsoft.com/pricing/details/communication-services, Email';

/** The list prices that the costs are computed with: pay as you go, East US. */
export const prices = {
  gigabyteSecond: {
    what: 'Functions, Flex Consumption, on demand: memory and time',
    usd: 0.000026,
    per: 'GB-s, the first 100,000 a month free',
    source: functions,
    isQuoted: true,
  },
  execution: {
    what: 'Functions, Flex Consumption, on demand: executions',
    usd: 0.4 / 1e6,
    per: 'execution, the first 250,000 a month free',
    source: functions,
    isQuoted: true,
  },
  tableTransaction: {
    what: 'Table Storage: transactions (a batch is one)',
    usd: 0.00036 / 1e4,
    per: 'transaction',
    source: table,
    isQuoted: true,
  },
  tableGigabyte: {
    what: 'Table Storage: data',
    usd: 0.0563,
    per: 'GB and month',
    source: table,
    isQuoted: false,
  },
  blobWrite: { what: 'Blob Storage: writes', usd: 0.0625 / 1e4, per: 'write', source: blob, isQuoted: false },
  blobRead: { what: 'Blob Storage: reads', usd: 0.004 / 1e4, per: 'read', source: blob, isQuoted: true },
  blobGigabyte: {
    what: 'Blob Storage: data',
    usd: 0.023,
    per: 'GB and month',
    source: blob,
    isQuoted: false,
  },
  mail: {
    what: 'Communication Services: e-mail',
    usd: 0.00025,
    per: 'mail and recipient',
    source: email,
    isQuoted: true,
  },
  mailMegabyte: {
    what: 'Communication Services: data of e-mail',
    usd: 0.00012,
    per: 'MB and recipient',
    source: email,
    isQuoted: true,
  },
  logGigabyte: {
    what: 'Log Analytics: ingestion, analytics logs',
    usd: 2.3,
    per: 'GB, the first 5 a month free',
    source: 'azure.microsoft.com/pricing/details/monitor',
    isQuoted: true,
  },
  alertRule: {
    what: 'Azure Monitor: a log search alert rule, evaluated every 15 minutes or less often',
    usd: 0.5,
    per: 'rule and month',
    source: 'azure.microsoft.com/pricing/details/monitor',
    isQuoted: false,
  },
} as const satisfies Record<string, Price>;

/** What the platform gives free every month. */
export const freeGrant = { gigabyteSeconds: 100_000, executions: 250_000, logGigabytes: 5 } as const;
