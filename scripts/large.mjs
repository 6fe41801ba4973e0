// Collects, reports and mails a tenant with 20,000 events; the suite takes one with 5,000. Counts the requests of a week
// again, and compares them with those of docs/cost.md.
import { runJest } from './run-jest.mjs';

runJest(['test/pipeline/large-tenant.system.test.ts', 'test/docs/cost.system.test.ts'], { LARGE: 'all' });
