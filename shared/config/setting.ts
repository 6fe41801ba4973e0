import type { z } from 'zod';

/** One app setting. The README's table, the sample file and the error messages are derived from this. */
export interface Setting<T> {
  /** The name of the environment variable. */
  readonly name: string;
  /** Reads a text that is not empty. Issues say what is wrong, as the end of a sentence: `is not a whole number`. */
  readonly schema: z.ZodType<T, string>;
  /** The text that applies when the setting is absent or empty. `null`: its value is then null. */
  readonly default: string | null;
  /** A good value, shown in error messages. Holds no secret. */
  readonly example: string;
  /** What the setting means: Markdown for the README. */
  readonly help: string;
  /** The README's words for the default where the text itself does not say enough. */
  readonly defaultHelp?: string;
  /** The value in `local.settings.sample.json` where it differs from the default. */
  readonly sample?: string;
  /** Whether the value can hold a key. Error messages then give its length only. */
  readonly isSecret?: boolean;
  /**
   * Keys inside a JSON value whose texts are secrets. Error messages then show the host of a URL, or a length, and no
   * object as a whole.
   */
  readonly secretKeys?: readonly string[];
  /** Whether a text `"%NAME%"` in the JSON is replaced by the value of that app setting, as in the Functions host. */
  readonly expands?: boolean;
}

/** Declares a setting whose default is a text; its value is never null. */
export function setting<T>(of: Setting<T> & { readonly default: string }): Setting<T>;
/** Declares a setting without a default; its value is null when absent. */
export function setting<T>(
  of: Omit<Setting<T>, 'default'> & { readonly schema: z.ZodType<T, string> },
): Setting<T | null>;
export function setting<T>(of: Partial<Setting<T>> & Omit<Setting<T>, 'default'>): Setting<T | null> {
  return { default: null, ...of };
}
