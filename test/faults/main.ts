import { writeFileSync } from 'node:fs';
import { collectFaults, reportFaults } from './fault-table';
import { faultsDoc } from './faults-doc';

// Writes docs/faults.md from the table that the tests of this folder use.
writeFileSync('docs/faults.md', faultsDoc([...collectFaults, ...reportFaults]));
