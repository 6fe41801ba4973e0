import type { createMakeReports, createSendReports, SentReports, Wanted } from './send-reports';

/** What makes reports of what the store holds, and what sends them. */
export interface Mailing {
  readonly makeReports: ReturnType<typeof createMakeReports>;
  readonly sendReports: ReturnType<typeof createSendReports>;
}

/** Makes and sends reports one after the other: one at a time is in memory, and one that fails stops no other. */
export async function mailEach(
  { makeReports, sendReports }: Mailing,
  reports: readonly Wanted[],
  now: Date,
  signal: AbortSignal,
): Promise<SentReports> {
  const all: SentReports[] = [];
  for (const wanted of reports) {
    const { made, failed, failures } = await makeReports([wanted], now, signal);
    all.push({ deliveries: [], failed, failures }, await sendReports(made, now, signal));
  }
  return together(all);
}

/** Several outcomes as one, in their order. */
export function together(all: readonly SentReports[]): SentReports {
  return {
    deliveries: all.flatMap(({ deliveries }) => deliveries),
    failed: all.flatMap(({ failed }) => failed),
    failures: all.flatMap(({ failures }) => failures),
  };
}
