import { emailFaults } from './email-faults';
import type { FaultRow } from './fault-row';
import { graphFaults } from './graph-faults';
import { blobFaults, runFaults, tableFaults } from './storage-faults';

/** Faults during a collection. */
export const collectFaults: readonly FaultRow[] = [...graphFaults, ...tableFaults];

/** Faults during a report. */
export const reportFaults: readonly FaultRow[] = [...runFaults, ...blobFaults, ...emailFaults];
