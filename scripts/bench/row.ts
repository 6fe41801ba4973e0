import { median, type Sample, type Way } from './measure';

/** A line of the table: one figure of a way beside the same figure of its baseline. */
export interface Row {
  readonly what: string;
  readonly figure: Figure;
  readonly value: number;
  readonly baseline: { readonly what: string; readonly value: number } | null;
  /** The median of the ratios of each round; null without a baseline. */
  readonly ratio: number | null;
  /** The largest ratio, or value, that docs/performance.md asks for; null where the figure is only shown. */
  readonly goal: number | null;
  /** Amount of work, in words. */
  readonly size: string;
  /** Peak memory of the way in bytes; null where it has no process. */
  readonly peak: number | null;
}

/** What a row compares: processor time or elapsed time in milliseconds, or a number of bytes. */
export type Figure = 'processor' | 'elapsed' | 'peak' | 'written';

export interface RowPlan {
  readonly what?: string;
  readonly way: Way;
  readonly baseline?: Way;
  readonly figure?: Figure;
  readonly goal?: number;
  readonly size: string;
}

/** Makes rows of samples that were taken in turns. */
export function rowsOf(plans: readonly RowPlan[], samples: ReadonlyMap<Way, readonly Sample[]>): Row[] {
  return plans.map(({ what, way, baseline, figure = 'processor', goal, size }) => {
    const of = (each: Way) => (samples.get(each) ?? []).map((sample) => sample[figure]);
    const [own, others] = [of(way), baseline === undefined ? [] : of(baseline)];
    const ratios = own.flatMap((value, round) => {
      const other = others[round];
      return other === undefined ? [] : [value / other];
    });
    return {
      what: what ?? way.name,
      figure,
      value: median(own),
      baseline: baseline === undefined ? null : { what: baseline.name, value: median(others) },
      ratio: baseline === undefined ? null : median(ratios),
      goal: goal ?? null,
      size,
      peak: median((samples.get(way) ?? []).map(({ peak }) => peak)),
    };
  });
}

/** Makes rows of what a way uses beyond its baseline: the median of the differences of each round. */
export function addedRows(
  plans: readonly (RowPlan & { readonly baseline: Way })[],
  samples: ReadonlyMap<Way, readonly Sample[]>,
): Row[] {
  return plans.flatMap((plan) => {
    const { way, baseline, figure = 'processor' } = plan;
    const [own, others] = [samples.get(way) ?? [], samples.get(baseline) ?? []];
    const added = own.map((sample, round) => sample[figure] - (others[round]?.[figure] ?? NaN));
    const beyond = { value: median(added), baseline: null, ratio: null };
    return rowsOf([plan], samples).map((row) => ({ ...row, ...beyond }));
  });
}
