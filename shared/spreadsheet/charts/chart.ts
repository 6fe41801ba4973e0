/** Cells of one sheet and their values. A chart keeps a copy of them for programs that do not read the cells. */
export interface Cells<Value> {
  /** As a formula names them: `'Summary'!$AA$30:$AA$36`. */
  readonly ref: string;
  /** In the order of the cells; null is an empty cell, which is drawn as a gap and never as 0. */
  readonly values: readonly (Value | null)[];
}

/** The names along a chart. */
export interface Categories extends Cells<string> {
  /** Groups of names, in the column before theirs, which `ref` then includes: the group at its first name, else null. */
  readonly groups?: readonly (string | null)[];
}

/** One row of figures in a chart. */
export interface Series {
  /** The cell that names it. */
  readonly name: Cells<string>;
  readonly values: Cells<number>;
  /**
   * Bars of one chart are stacked. `labels` are figures without a shape over the bars: the sum of a stack.
   */
  readonly shape: 'bars' | 'line' | 'labels';
  /** `RRGGBB`. */
  readonly colour: string;
  /** Whether each bar or point shows its figure. */
  readonly labelled: boolean;
}

/** The cells under a chart, from the first to before the last, both counted from 1. */
export interface Area {
  readonly column: number;
  readonly row: number;
  readonly endColumn: number;
  readonly endRow: number;
}

/** A native chart of Excel, bound to cells: it follows them when somebody edits them. */
export interface Chart {
  readonly title: string;
  /** For screen readers. */
  readonly description: string;
  readonly area: Area;
  /** The height of the area in points, for the parts of a chart that have a fixed size. */
  readonly height: number;
  /** `across`: horizontal bars, names at the left, the first at the top. `up`: vertical bars. */
  readonly bars: 'up' | 'across';
  readonly categories: Categories;
  readonly series: readonly Series[];
  /** Every nth category is named: 1 unless they would not have room. */
  readonly nameEvery: number;
  /** The gap between bars, as a percentage of a bar's width. */
  readonly gap: number;
}
