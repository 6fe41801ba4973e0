import type { Panel } from '../../../../shared/report/panels/panel';
import { reportContext } from '../../../../shared/report/report-context';
import {
  dayBlock,
  rankingBlock,
  trendBlock,
  weekBlock,
} from '../../../../shared/report/workbook/panel-block';
import { summaryCharts } from '../../../../shared/report/workbook/summary/summary-charts';
import type { Block } from '../../../../shared/spreadsheet/page/block';
import { aReportModel, aTrend } from '../../../support/builders/report';

const context = reportContext(aReportModel({ trend: aTrend(3, 4) }));

/** The panel with another title, its columns in another order and with other heads. */
function changed(panel: Panel): Panel {
  const columns = panel.columns.map((column) => ({ ...column, header: `New ${column.header}` })).toReversed();
  return { ...panel, title: `New ${panel.title}`, columns };
}

test('charts have the titles of their panels and find their columns wherever those are', () => {
  const { days, trend, roles, people, hours } = context.panels;
  const panels = {
    ...context.panels,
    days: changed(days),
    trend: changed(trend),
    roles: changed(roles),
    people: changed(people),
  };
  const written = (block: Block) => ({ sheet: 'Summary', block, place: { row: 1, column: 1 }, end: 1 });
  const figures = {
    days: written(dayBlock(panels.days)),
    trend: written(trendBlock(panels.trend)),
    roles: written(rankingBlock(panels.roles, 'None')),
    people: written(rankingBlock(panels.people, 'None')),
    hours: written(weekBlock(hours)),
  };
  const place = { area: { column: 1, row: 1, endColumn: 2, endRow: 2 }, height: 1 };
  const places = { days: place, trend: place, roles: place, people: place, hours: place };
  const charts = summaryCharts({ ...context, panels }, figures, places);
  expect(charts.map(({ title, series }) => [title, ...series.map(({ name }) => name.values[0])])).toEqual([
    ['Hours of the week', 'Activations'],
    ['Activations by day and provider', 'New Entra roles', 'New Groups', 'New Azure resources', 'New All'],
    ['New Week by week', 'New Activations', 'New People'],
    ['New Most activated roles', 'New Activations'],
    ['New Most active people', 'New Activations'],
  ]);
  // On this sheet elevated time is a number of minutes, whatever the panel's head is.
  expect(figures.roles.block.head[0]).toBe('Minutes');
  expect(figures.trend.block.head[0]).toBe('Elevated minutes');
});
