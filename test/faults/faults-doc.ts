import { dependencies, type FaultRow, type Outcome } from './fault-row';

/** The command that writes the document anew. */
export const faultsDocCommand = 'npm run docs:faults';

const introduction = `# What happens when a service fails

<!-- Written by "${faultsDocCommand}" from test/faults; do not edit. -->

Each row is a test: the real jobs, over the real SDKs, against a storage emulator, a Graph server and a mailbox on one machine, with the fault put between. It says what a run comes to when the fault hits **one request**, and when it hits **every request** of that kind; then how the run ends, how its ledger stands, and what is said, word for word.

What holds beside that is tested with each row. Of a **collection** (all rows of Microsoft Graph, and those of Table Storage that are neither about the delivery ledger nor of a report): the next run without a fault reads what is open, and then every event is stored once, byte for byte, and all days are complete. The exceptions are days that Graph no longer has: just these are called lost, and the others are whole. Of a **report** (the rows about the delivery ledger, of what is read for a report, of Blob Storage and of Email): after the next run without a fault the archive's chain is whole, the ledger calls the mail sent, and there is one mail, not called incomplete, that holds all that an undisturbed one holds; a second one only where the service took the first and gave it up. No message of either holds a key or what a person typed.

A run that **ends well** tells the host so; one that **fails** throws, so that the function fails, its retries begin and an alert fires. It keeps what it has. *A day left open* is partial or missing in the ledger, a report that is made meanwhile calls itself INCOMPLETE, and a correction follows. A mail that is *sending* is taken up under the same operation id, one that *failed* is made anew.

\`npm run chaos\` mixes faults at random over weeks: see decision [12](decisions/0012-faults.md).
`;

/** The page docs/faults.md. */
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
    const words = said.map((says) => `“${says}”`).join(' · ');
    return `| ${fault}${at === undefined ? '' : ` *(${at})*`} | ${cell(once)} | ${cell(always)} | ${words} |`;
  });
  return `## ${name}\n\n| fault | once | every time | what is said |\n|---|---|---|---|\n${lines.join('\n')}\n`;
}

const cell = (outcome: Outcome | null): string => {
  if (outcome === null) return '–';
  const { run, ledger } = outcome;
  return `${run === 'fails' ? '**fails**' : run}; ${ledger}`;
};
