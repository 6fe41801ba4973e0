import { columnNumber, type Panel } from '../../panels/panel';
import type { ReportContext } from '../../report-context';
import { figuresOf, namesOf, textsOf, type WrittenBlock } from '../../../spreadsheet/page/block';
import type { Chart, Series } from '../../../spreadsheet/charts/chart';
import { chartColours } from '../../../spreadsheet/charts/chart-colours';
import { spokenFigures } from '../../../spreadsheet/charts/spoken-figures';
import type { ChartFigures } from './summary-figures';

/** The places of the Summary's charts. */
export type ChartPlaces = Readonly<Record<keyof ChartFigures, Pick<Chart, 'area' | 'height'>>>;

type Drawn = Pick<Series, 'shape' | 'colour' | 'labelled'> & {
  /** The block's column, counted from 1 after its names. */
  readonly figures: number;
};
type Look = Pick<Chart, 'title' | 'bars'> & {
  readonly series: readonly Drawn[];
  /** More names than these do not fit. */
  readonly maxNames: number;
  /** The block's first two columns are the axis, in groups, and its third has the full names. */
  readonly inGroups?: true;
};

/** More figures than these would overlap over the bars. */
const maxLabels = 21;

/** The charts of the Summary, bound to the figures to the right of its page. */
export function summaryCharts(
  { model, completeness, statistics, panels }: ReportContext,
  figures: ChartFigures,
  places: ChartPlaces,
): Chart[] {
  const { days, trend, roles, people } = panels;
  const { first, second, third, other } = chartColours;
  const none = completeness.complete ? ': none' : ': none seen';
  // An empty chart says that it is meant to be empty.
  const titled = (title: string, least = completeness.complete ? '' : ' (at least)'): string =>
    title + (statistics.activated === 0 ? none : least);
  const unknownWeeks = model.trend.filter(({ isWhole }) => !isWhole).length;
  const looks: Readonly<Record<keyof ChartFigures, Look>> = {
    days: {
      // Incomplete days are marked one by one.
      title: titled('Activations by day and provider', ''),
      bars: 'up',
      maxNames: 7,
      series: [
        bars(columnNumber(days, 'entra'), first),
        bars(columnNumber(days, 'group'), second),
        bars(columnNumber(days, 'azure'), third),
        {
          figures: columnNumber(days, 'all'),
          shape: 'labels',
          colour: chartColours.ink,
          labelled: true,
        },
      ],
    },
    trend: {
      title: unknownWeeks === 0 ? trend.title : `${trend.title} (${unknownWeeks} not whole)`,
      bars: 'up',
      maxNames: 12,
      series: [
        bars(columnNumber(trend, 'activations'), first, true),
        { figures: columnNumber(trend, 'people'), shape: 'line', colour: other, labelled: false },
      ],
    },
    roles: ranking(titled(roles.title), roles),
    people: ranking(titled(people.title), people),
    hours: {
      title: titled('Hours of the week'),
      bars: 'up',
      maxNames: 28,
      inGroups: true,
      series: [bars(3, first)],
    },
  };
  const order = ['hours', 'days', 'trend', 'roles', 'people'] as const;
  return order.map((key) => chartOf(figures[key], looks[key], places[key]));
}

function bars(figures: number, colour: string, labelled = false): Drawn {
  return { figures, shape: 'bars', colour, labelled };
}

function ranking(title: string, panel: Panel): Look {
  const series = [bars(columnNumber(panel, 'activations'), chartColours.first, true)];
  return { title, bars: 'across', series, maxNames: 5 };
}

function chartOf(written: WrittenBlock, look: Look, where: Pick<Chart, 'area' | 'height'>): Chart {
  const categories = namesOf(written, look.inGroups === true);
  const count = categories.values.length;
  const shown = look.series.filter(({ shape }) => shape !== 'labels' || count <= maxLabels);
  const series = shown.map(({ figures, ...drawn }) => ({
    ...drawn,
    ...figuresOf(written, figures),
  }));
  return {
    ...look,
    ...where,
    categories,
    series,
    nameEvery: Math.ceil(count / look.maxNames),
    // One or two bars alone would fill the chart.
    gap: count < 4 ? 300 : count > 100 ? 10 : look.bars === 'across' ? 45 : 50,
    description: `${look.title}. ${spokenFigures(look.inGroups === true ? textsOf(written.block, 2) : categories.values, series)}`,
  };
}
