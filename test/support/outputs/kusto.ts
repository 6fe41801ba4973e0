// The parser of Azure's query editor: a browser script that puts its names into the global object.
import '@kusto/language-service-next/bridge.min.js';
import '@kusto/language-service-next/Kusto.Language.Bridge.min.js';

/** Tables of a workspace by name, each with its columns. */
export type Tables = Readonly<Record<string, string>>;

/** The tables that Application Insights fills, with the columns that our queries use. */
export const filledTables: Tables = {
  AppTraces: 'TimeGenerated: datetime, Message: string, OperationName: string, SeverityLevel: int',
  AppRequests: 'TimeGenerated: datetime, Name: string, Success: bool, OperationName: string',
  AppExceptions: 'TimeGenerated: datetime, OuterMessage: string, OperationName: string',
};

interface List<T> {
  readonly Count: number;
  getItem(index: number): T;
}
interface Code {
  readonly ResultType: {
    readonly Columns?: List<{ readonly Name: string; readonly Type: { readonly Name: string } }>;
  };
  GetDiagnostics(): List<{ readonly Severity: string; readonly Message: string }>;
}
interface Language {
  readonly KustoCode: { ParseAndAnalyze(text: string, globals: unknown): Code };
  readonly GlobalState: { readonly Default: { WithDatabase(database: unknown): unknown } };
  readonly Symbols: {
    readonly TableSymbol: { From(columns: string): { WithName(name: string): unknown } };
    readonly DatabaseSymbol: { readonly ctor: new (name: string, tables: unknown[]) => unknown };
  };
}

const language = (globalThis as unknown as { Kusto: { Language: Language } }).Kusto.Language;
const { TableSymbol, DatabaseSymbol } = language.Symbols;
const workspaceWith = (tables: Tables) =>
  language.GlobalState.Default.WithDatabase(
    new DatabaseSymbol.ctor(
      'workspace',
      Object.entries(tables).map(([name, columns]) => TableSymbol.From(`(${columns})`).WithName(name)),
    ),
  );

/** Returns the items of a list; empty if the parser returned no list. */
const items = <T>(list: List<T> | undefined): T[] =>
  Array.from({ length: list?.Count ?? 0 }, (_, index) => list!.getItem(index));

/** The types of the columns of a query's result, and the errors in the query. */
interface Analysed {
  readonly columns: Readonly<Record<string, string>>;
  readonly problems: readonly string[];
}

/** What is known of a workspace: parsing a query takes up to a second, and several tests ask for the same one. */
interface Workspace {
  readonly globals: unknown;
  readonly analysed: Map<string, Analysed>;
}
const workspaces = new WeakMap<Tables, Workspace>();

/** Parses a query for a workspace with these tables. */
export function analyse(query: string, tables: Tables = filledTables): Analysed {
  const workspace: Workspace = workspaces.get(tables) ?? {
    globals: workspaceWith(tables),
    analysed: new Map(),
  };
  workspaces.set(tables, workspace);
  const known = workspace.analysed.get(query);
  if (known !== undefined) return known;
  const code = language.KustoCode.ParseAndAnalyze(query, workspace.globals);
  const analysed = {
    columns: Object.fromEntries(items(code.ResultType.Columns).map(({ Name, Type }) => [Name, Type.Name])),
    problems: items(code.GetDiagnostics()).map(({ Severity, Message }) => `${Severity}: ${Message}`),
  };
  workspace.analysed.set(query, analysed);
  return analysed;
}
