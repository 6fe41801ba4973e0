// Collects, reports and mails a tenant with 20,000 events; the suite takes one with 5,000.
import { runJest } from './run-jest.mjs';

runJest(['test/pipeline/large-tenant.system.test.ts'], { LARGE: 'all' });
