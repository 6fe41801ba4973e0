import { alertLedgerContract } from '../../storage/alert-ledger-contract';
import { createFakeAlertLedger } from './alert-ledger';

alertLedgerContract(() => Promise.resolve(createFakeAlertLedger()));
