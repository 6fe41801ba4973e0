import type { Worksheet } from 'exceljs';
import { completeness } from '../completeness';
import type { ReportModel } from '../report-model';
import { notKnown } from '../statistics-words';
import { wholeNumber } from '../words';
import { figuresOf, namesOf } from './block';
import type { Chart, Series } from './charts/chart';
import { chartColours } from './charts/chart-colours';
import type { ChartFigures, Written } from './summary-figures';

/** Where each chart of the Summary lies. */
export type ChartPlaces = Readonly<Record<keyof ChartFigures, Pick<Chart, 'area' | 'height'>>>;

type Drawn = Pick<Series, 'shape' | 'colour' | 'labelled'> & {
  /** The block's column, counted from 1 after its names. */
  readonly figures: number;
};
type Look = Pick<Chart, 'title' | 'bars'> & { readonly series: readonly Drawn[] };

/** More names than these do not fit under the bars of one chart. */
const mostNames = { wide: 10, narrow: 8 } as const;

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
  const looks: Readonly<Record<keyof ChartFigures, Look & { readonly mostNames: number }>> = {
    days: {
      title: 'Activations by day and provider',
      bars: 'up',
      mostNames: mostNames.wide,
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
    roles: { ...ranking('Most activated roles'), mostNames: 5 },
    people: { ...ranking('Most active people'), mostNames: 5 },
    hours: {
      title: `Hours of the week${completeness(model).complete ? '' : ' (only what was read)'}`,
      bars: 'up',
      mostNames: mostNames.narrow,
      series: [bars(1, first), bars(2, other)],
    },
  };
  const order = ['days', 'trend', 'roles', 'people', 'hours'] as const;
  return order.map((key) => chartOf(sheet, figures[key], looks[key], places[key], looks[key].mostNames));
}

function ranking(title: string): Look {
  const series = [{ figures: 1, shape: 'bars', colour: chartColours.first, labelled: true }] as const;
  return { title, bars: 'across', series };
}

function chartOf(
  sheet: Worksheet,
  { block, place }: Written,
  look: Look,
  where: Pick<Chart, 'area' | 'height'>,
  most: number,
): Chart {
  const categories = namesOf(sheet, block, place);
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
    nameEvery: Math.ceil(count / most),
    // One or two bars alone would fill the chart.
    gap: count < 4 ? 300 : look.bars === 'across' ? 45 : 50,
    description: `${look.title}. ${spoken(categories.values, series)}`,
  };
}

/** The figures of a chart in words, for who does not see it. */
function spoken(names: readonly (string | null)[], series: readonly Series[]): string {
  const most = 24;
  const lines = names.slice(0, most).flatMap((name, index) => {
    if (name === null) return [];
    const parts = series.flatMap(
      ({
        name: {
          values: [label],
        },
        values: { values },
      }) => {
        const value = values[index] ?? null;
        if (value === null) return [];
        return series.length === 1 ? [wholeNumber(value)] : [`${label ?? ''} ${wholeNumber(value)}`];
      },
    );
    return [parts.length === 0 ? name : `${name}: ${parts.join(', ')}`];
  });
  return `${lines.join('; ')}${names.length > most ? '; and more' : ''}.`;
}
