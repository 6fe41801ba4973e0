import { spawnSync } from 'node:child_process';
import { compilerEnvironment, type BicepCompiler } from './bicep-compiler';

/** A finished run of the compiler: its output, and its messages (warnings, lint findings, errors). */
export interface CompilerRun {
  readonly exitCode: number | null;
  readonly out: string;
  readonly messages: string;
}

/** Runs the compiler in the folder `root`. */
export function runCompiler({ path }: BicepCompiler, root: string, args: readonly string[]): CompilerRun {
  const { status, stdout, stderr } = spawnSync(path, args, {
    cwd: root,
    encoding: 'utf8',
    env: compilerEnvironment,
    maxBuffer: 64 * 1024 * 1024,
  });
  return { exitCode: status, out: stdout, messages: stderr };
}

/** The template that the portal takes: all modules in one ARM template. */
export const templateFile = 'infra/main.json';
export const buildArguments = ['build', 'infra/main.bicep', '--stdout'];

/**
 * Sets of parameters (`infra/snapshots/*.bicepparam`). The compiler evaluates the template for each as Azure does; the
 * resources that it would create are committed next to it.
 */
export const snapshots = ['default', 'everything', 'enterprise'] as const;
export type SnapshotName = (typeof snapshots)[number];

export const snapshotFile = (name: SnapshotName): string => `infra/snapshots/${name}.snapshot.json`;

/** Where the snapshots are evaluated for. */
export const snapshotTarget = {
  tenantId: '00000000-0000-4000-8000-000000000002',
  subscriptionId: '00000000-0000-4000-8000-000000000001',
  resourceGroup: 'pim-report',
  location: 'westeurope',
  deploymentName: 'pim-report',
};

/** Returns the arguments that write a snapshot. */
export function snapshotArguments(name: SnapshotName): string[] {
  const options = Object.entries(snapshotTarget).flatMap(([option, value]) => [
    `--${option.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`,
    value,
  ]);
  return ['snapshot', `infra/snapshots/${name}.bicepparam`, '--mode', 'overwrite', ...options];
}
