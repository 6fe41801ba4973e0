import type { LogSource } from '../../domain/events/log-source';
import { text, type ColumnFacts } from './column';

/** The column that tells where a row's events were read. */
export const sourceColumn = <Row>(sourcesOf: (row: Row) => readonly LogSource[]): ColumnFacts<Row> =>
  text(
    'Source',
    16,
    'Where its events were read: graph is Microsoft Graph, live; all others are imported files. "About" says what each cannot know.',
    (row) => sourcesOf(row).join(', '),
  );
