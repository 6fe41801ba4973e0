/** Cells of one sheet and what they hold. A chart keeps a copy of it for programs that do not read the cells. */
export interface Cells<Value> {
  /** As a formula names them: `'Summary'!$AA$30:$AA$36`. */
  readonly ref: string;
  /** In the order of the cells; null is an empty cell, which is drawn as a gap and never as 0. */
  readonly values: readonly (Value | null)[];
}

/** The names along a chart. */
export interface Categories extends Cells<string> {
  /**
   * What stands under several names together, in the column before theirs, which `ref` then holds as well: named at the
   * first of them, null at the others.
   */
  readonly groups?: readonly (string | null)[];
}

/** One row of figures in a chart. */
export interface Series {
  /** The cell that names it. */
  readonly name: Cells<string>;
  readonly values: Cells<number>;
  /**
   * Bars of one chart are stacked. Labels are the figures alone, without a shape, over the bars: how a stack adds up.
   */
  readonly shape: 'bars' | 'line' | 'labels';
  /** `RRGGBB`. */
  readonly colour: string;
  /** Whether each bar or point bears its figure. */
  readonly labelled: boolean;
}

/** Where a chart lies: over the cells from its first to before its last, both counted from 1. */
export interface Area {
  readonly column: number;
  readonly row: number;
  readonly endColumn: number;
  readonly endRow: number;
}

/** A native chart of Excel, bound to cells: it follows them when somebody edits them. */
export interface Chart {
  readonly title: string;
  /** What a screen reader says of it. */
  readonly description: string;
  readonly area: Area;
  /** How high that is, in points, for what has a fixed size in it. */
  readonly height: number;
  /** `across`: bars lie and names stand at the left, the first at the top. `up`: bars stand. */
  readonly bars: 'up' | 'across';
  readonly categories: Categories;
  readonly series: readonly Series[];
  /** Only every so-manieth category is named where all would not have room. */
  readonly nameEvery: number;
  /** The room between bars, as a percentage of a bar. */
  readonly gap: number;
}
