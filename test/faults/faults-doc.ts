import { standardRetry } from '../../shared/graph/retry';
import { dependencies, type FaultRow, type Outcome } from './fault-row';

/** Command that writes the document. */
export const faultsDocCommand = 'npm run docs:faults';

/** A wait in milliseconds, as the messages print it. */
const seconds = (wait: number) => `${(wait / 1_000).toFixed(1)} s`;
const { firstDelay, maxDelay } = standardRetry;

const introduction = `# What happens when a service fails

<!-- Written by "${faultsDocCommand}" from test/faults; do not edit. -->

Each row is a test: the real jobs run with the real SDKs against a storage emulator, a Graph server and a mailbox on one machine, and a proxy injects the fault. A row says what happens if the fault hits **one request**, and if it hits **every request** of that kind: how the run ends, what the ledger says, and parts of the message, word for word. \`npm test\` tests each row in one of the two ways; \`npm run faults\` tests both, every night.

Each row also tests that the next run repairs everything:

- **Collections** (all rows of Microsoft Graph, and the rows of Table Storage that are not about the delivery ledger or a report): the next run without a fault reads the open days. Then every event is stored once, byte for byte, and all days are complete, except days that Graph no longer has: these are marked lost.
- **Reports** (all other rows): after the next run without a fault, the archive's chain is whole and the ledger marks the mail as sent. There is one mail, not marked incomplete, with the same content as without a fault. There is a second mail only if the service accepted the first and then dropped it.
- No message contains a key or text that a person typed.

A run that **ends well** reports success to the host. A run that **fails** throws: the function fails, the host retries it and an alert fires. Data that was already stored is kept. *Days left open* are partial or missing in the ledger; a report made meanwhile says INCOMPLETE, and a correction follows. A mail in the state *sending* is continued under the same operation id; one in the state *failed* is sent again with a new one.

In a message, “in … s” is a wait with a random part, so the number is left out. Before the second try of a Graph request it is ${seconds(firstDelay / 2)} to ${seconds(firstDelay)}, and doubles with each further try up to ${seconds(maxDelay)}; a longer \`Retry-After\` is followed, plus up to ${firstDelay / 4} ms.

\`npm run chaos\` combines random faults over weeks: see decision [12](decisions/0012-faults.md).
`;

/** Returns docs/faults.md. */
export function faultsDoc(rows: readonly FaultRow[]): string {
  const sections = dependencies.map((on) =>
    section(
      on,
      rows.filter((row) => row.on === on),
    ),
  );
  return `${introduction}\n${sections.join('\n')}`;
}

function section(name: string, rows: readonly FaultRow[]): string {
  const lines = rows.map(({ fault, at, once, always }) => {
    const said = [...new Set([once?.says, always?.says].filter((says) => typeof says === 'string'))];
    const words = said.map((says) => `“${withoutWait(says)}”`).join(' · ');
    return `| ${fault}${at === undefined ? '' : ` *(${at})*`} | ${cell(once)} | ${cell(always)} | ${words} |`;
  });
  return `## ${name}\n\n| fault | once | every time | message |\n|---|---|---|---|\n${lines.join('\n')}\n`;
}

/** The tests wait for less than production does. */
const withoutWait = (says: string) => says.replace(/ in \d+\.\d s\b/, ' in … s');

const cell = (outcome: Outcome | null): string => {
  if (outcome === null) return '–';
  const { run, ledger } = outcome;
  return `${run === 'fails' ? '**fails**' : run}; ${ledger}`;
};
