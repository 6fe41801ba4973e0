import type { Worksheet } from 'exceljs';
import { completeness } from '../../completeness';
import type { ReportModel } from '../../report-model';
import { notKnown } from '../../statistics-words';
import { figuresOf, namesOf, textsOf } from '../block';
import type { Chart, Series } from '../charts/chart';
import { chartColours } from '../charts/chart-colours';
import { spokenFigures } from '../charts/spoken-figures';
import type { ChartFigures, Written } from './summary-figures';

/** Where each chart of the Summary lies. */
export type ChartPlaces = Readonly<Record<keyof ChartFigures, Pick<Chart, 'area' | 'height'>>>;

type Drawn = Pick<Series, 'shape' | 'colour' | 'labelled'> & {
  /** The block's column, counted from 1 after its names. */
  readonly figures: number;
};
type Look = Pick<Chart, 'title' | 'bars'> & {
  readonly series: readonly Drawn[];
  /** More names than these have no room. */
  readonly mostNames: number;
  /** Whether the block's first two columns are the axis, in groups, and the names in full stand in its third. */
  readonly inGroups?: true;
};

/** More figures than these would run into one another over the bars. */
const mostLabels = 21;

/** The charts of the Summary, bound to the figures that stand beside its page. */
export function summaryCharts(
  sheet: Worksheet,
  model: ReportModel,
  figures: ChartFigures,
  places: ChartPlaces,
): Chart[] {
  const bars = (figure: number, colour: string, labelled = false): Drawn => ({
    figures: figure,
    shape: 'bars',
    colour,
    labelled,
  });
  const { first, second, third, other } = chartColours;
  const unknownWeeks = model.trend.filter(({ totals }) => totals === null).length;
  const looks: Readonly<Record<keyof ChartFigures, Look>> = {
    days: {
      title: 'Activations by day and provider',
      bars: 'up',
      mostNames: 7,
      series: [
        bars(1, first),
        bars(2, second),
        bars(3, third),
        { figures: 4, shape: 'labels', colour: chartColours.ink, labelled: true },
      ],
    },
    trend: {
      title: unknownWeeks === 0 ? 'Week by week' : `Week by week (${unknownWeeks} ${notKnown})`,
      bars: 'up',
      mostNames: 12,
      series: [bars(1, first, true), { figures: 2, shape: 'line', colour: other, labelled: false }],
    },
    roles: ranking('Most activated roles'),
    people: ranking('Most active people'),
    hours: {
      title: `Hours of the week${completeness(model).complete ? '' : ' (only what was read)'}`,
      bars: 'up',
      mostNames: 28,
      inGroups: true,
      series: [bars(3, first)],
    },
  };
  const order = ['hours', 'days', 'trend', 'roles', 'people'] as const;
  return order.map((key) => chartOf(sheet, figures[key], looks[key], places[key]));
}

function ranking(title: string): Look {
  const series = [{ figures: 1, shape: 'bars', colour: chartColours.first, labelled: true }] as const;
  return { title, bars: 'across', series, mostNames: 5 };
}

function chartOf(
  sheet: Worksheet,
  { block, place }: Written,
  look: Look,
  where: Pick<Chart, 'area' | 'height'>,
): Chart {
  const categories = namesOf(sheet, block, place, look.inGroups === true);
  const count = categories.values.length;
  const shown = look.series.filter(({ shape }) => shape !== 'labels' || count <= mostLabels);
  const series = shown.map(({ figures, ...drawn }) => ({
    ...drawn,
    ...figuresOf(sheet, block, place, figures),
  }));
  return {
    ...look,
    ...where,
    categories,
    series,
    nameEvery: Math.ceil(count / look.mostNames),
    // One or two bars alone would fill the chart.
    gap: count < 4 ? 300 : count > 100 ? 10 : look.bars === 'across' ? 45 : 50,
    description: `${look.title}. ${spokenFigures(look.inGroups === true ? textsOf(block, 2) : categories.values, series)}`,
  };
}
