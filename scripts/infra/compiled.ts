import { spawnSync } from 'node:child_process';
import { compilerEnvironment, type BicepCompiler } from './bicep-compiler';

/** A finished run of the compiler: its output, and its messages (warnings, lint findings, errors). */
export interface CompilerRun {
  readonly exitCode: number | null;
  readonly out: string;
  readonly messages: string;
}

/** Runs the compiler in the folder `root`, with `environment` beside this process's own. */
export function runCompiler(
  { path }: BicepCompiler,
  root: string,
  args: readonly string[],
  environment: Readonly<Record<string, string>> = {},
): CompilerRun {
  const { status, stdout, stderr } = spawnSync(path, args, {
    cwd: root,
    encoding: 'utf8',
    env: { ...compilerEnvironment, ...environment },
    maxBuffer: 64 * 1024 * 1024,
  });
  return { exitCode: status, out: stdout, messages: stderr };
}

/** The template that the portal takes: all modules in one ARM template. */
export const templateFile = 'infra/main.json';
export const buildArguments = ['build', 'infra/main.bicep', '--stdout'];

/**
 * Sets of parameters (`infra/snapshots/*.bicepparam`). The compiler evaluates the template for each as Azure does; the
 * resources that Azure would be asked for are committed beside it.
 */
export const snapshots = ['default', 'everything', 'enterprise'] as const;
export type SnapshotName = (typeof snapshots)[number];

export const snapshotFile = (name: SnapshotName): string => `infra/snapshots/${name}.snapshot.json`;

/** Returns the arguments that write a snapshot, or compare the committed one with what the sources give now. */
export function snapshotArguments(
  name: SnapshotName,
  mode: 'overwrite' | 'validate',
  deployment = 'pim-report',
): string[] {
  const target = {
    'tenant-id': '00000000-0000-4000-8000-000000000002',
    'subscription-id': '00000000-0000-4000-8000-000000000001',
    'resource-group': 'pim-report',
    location: 'westeurope',
    'deployment-name': deployment,
  };
  return [
    'snapshot',
    `infra/snapshots/${name}.bicepparam`,
    ...['--mode', mode],
    ...Object.entries(target).flatMap(([option, value]) => [`--${option}`, value]),
  ];
}
