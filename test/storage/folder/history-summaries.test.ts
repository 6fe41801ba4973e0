import { createFolderHistorySummaries } from '../../../shared/storage/folder/history-summaries';
import { historySummariesContract } from '../contract/history-summaries-contract';
import { openTestFolder } from './open-test-folder';

describe('the summaries in a folder', () => {
  historySummariesContract(async () => createFolderHistorySummaries(await openTestFolder()));
});
