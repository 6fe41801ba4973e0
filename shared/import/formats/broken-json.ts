import { maxRecordBytes } from './found-record';

/** Why a record of a JSON file cannot be read. */
export const reasons = {
  encoding: 'The record is not UTF-8: save the file as UTF-8, and import it again.',
  json: 'This is not valid JSON.',
  'open text': 'A text in quotes does not end on its line.',
  bracket: 'A comma or a bracket is missing.',
  line: 'The record is cut off at the end of its line.',
  length: `The record is longer than ${maxRecordBytes / 1024 / 1024} MiB.`,
  end: 'The file ends within this record.',
  list: 'The file ends within its list of records: it may be cut off.',
};
