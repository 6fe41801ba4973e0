import { writeFileSync } from 'node:fs';
import { collectFaults, reportFaults } from './fault-table';
import { faultsDoc } from './faults-doc';

// docs/faults.md from the table that the tests beside prove.
writeFileSync('docs/faults.md', faultsDoc([...collectFaults, ...reportFaults]));
