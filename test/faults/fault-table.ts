import { emailFaults } from './email-faults';
import type { FaultRow } from './fault-row';
import { graphFaults } from './graph-faults';
import { blobFaults, runFaults, tableFaults } from './storage-faults';

/** What a collection meets. */
export const collectFaults: readonly FaultRow[] = [...graphFaults, ...tableFaults];

/** What a report meets. */
export const reportFaults: readonly FaultRow[] = [...runFaults, ...blobFaults, ...emailFaults];
