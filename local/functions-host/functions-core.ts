import type { LogSink } from './log-sink';

/** A value in the form that the host passes to a worker. */
interface RpcData {
  readonly json: string;
}

/** A binding of a registered function; a timer's has a schedule. */
export interface Binding {
  readonly type?: string;
  readonly direction?: string;
  readonly schedule?: string;
  readonly runOnStartup?: boolean;
}

/** How often and after what pause a failed run is repeated. Intervals are in seconds. */
export interface RetryOptions {
  readonly maxRetryCount?: number;
  readonly retryStrategy?: string;
  readonly delayInterval?: { readonly seconds?: number };
  readonly minimumInterval?: { readonly seconds?: number };
  readonly maximumInterval?: { readonly seconds?: number };
}

/** The registration that `app.timer()` and the like make. */
export interface FunctionMetadata {
  readonly name: string;
  readonly bindings: Readonly<Record<string, Binding>>;
  readonly retryOptions?: RetryOptions;
}

/** The host's data about one invocation. */
export interface CoreInvocation {
  readonly invocationId: string;
  readonly metadata: FunctionMetadata;
  readonly state: string;
  readonly request: {
    readonly inputData: readonly { readonly name: string; readonly data: RpcData }[];
    readonly retryContext: { readonly retryCount: number; readonly maxRetryCount: number } | null;
    readonly traceContext: null;
    readonly triggerMetadata: null;
  };
  log(level: string, category: string, message: string): void;
}

/** The handler that a function was registered with. */
export type Handler = (...args: never[]) => unknown;

interface InvocationModel {
  getArguments(): Promise<{ readonly context: unknown; readonly inputs: unknown[] }>;
  invokeFunction(context: unknown, inputs: unknown[], handler: Handler): Promise<unknown>;
  getResponse(context: unknown, result: unknown): Promise<unknown>;
}

/** What `@azure/functions` sets: it turns an invocation into a call of the handler and back. */
export interface ProgrammingModel {
  getInvocationModel(invocation: CoreInvocation): InvocationModel;
}

type HookCallback = (context: Record<string, unknown>) => unknown;

/** What bundles have registered with the module that this host provides. */
export interface Registrations {
  readonly functions: readonly { readonly metadata: FunctionMetadata; readonly handler: Handler }[];
  model(): ProgrammingModel | null;
  /** Runs the hooks of a name, in order of registration. */
  runHooks(name: string, context: Record<string, unknown>): Promise<void>;
}

/** Makes the module `@azure/functions-core`, which only a Functions host has, and returns what was registered with it. */
export function createFunctionsCore(log: LogSink): {
  readonly module: object;
  readonly registrations: Registrations;
} {
  const functions: { metadata: FunctionMetadata; handler: Handler }[] = [];
  const hooks: { name: string; callback: HookCallback }[] = [];
  let model: ProgrammingModel | null = null;

  const module = {
    version: '4.0.0',
    hostVersion: '4.1000.0',
    getProgrammingModel: () => model,
    setProgrammingModel(given: ProgrammingModel) {
      model = given;
    },
    registerFunction(metadata: FunctionMetadata, handler: Handler) {
      const entry = { metadata, handler };
      functions.push(entry);
      return { dispose: () => void functions.splice(functions.indexOf(entry), 1) };
    },
    registerHook(name: string, callback: HookCallback) {
      const entry = { name, callback };
      hooks.push(entry);
      return { dispose: () => void hooks.splice(hooks.indexOf(entry), 1) };
    },
    log(level: string, category: string, message: string) {
      log({ level, source: category === 'user' ? 'function' : 'host', message });
    },
  };
  const registrations: Registrations = {
    functions,
    model: () => model,
    async runHooks(name, context) {
      for (const hook of hooks.filter((one) => one.name === name)) await hook.callback(context);
    },
  };
  return { module, registrations };
}
