import { timeText } from "../components/config/lifetime";
import type { Facts } from "./facts";
import { showLeft, showTime } from "./ttl";

const heads = ["stack", "owner", "age", "time left", "state", "resources"] as const;

/** Ephemeral stacks as a table. */
export function asTable(stacks: readonly Facts[], now: Date): string {
  if (stacks.length === 0) return "no ephemeral stacks\n";
  const rows = stacks.map(({ name, owner, born, expiresAt, state, resources }) => [
    name,
    owner,
    born === undefined ? "" : showTime(now.getTime() - born.getTime()),
    showLeft(expiresAt, now),
    state,
    String(resources),
  ]);
  const all = [[...heads], ...rows];
  const widths = heads.map((_head, column) => Math.max(...all.map((row) => row[column]?.length ?? 0)));
  const line = (row: readonly string[]) =>
    row
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join("  ")
      .trimEnd();
  return `${all.map(line).join("\n")}\n`;
}

/** The same for programs: times as a stack's file has them, `born` null where nothing was made yet. */
export function asJson(stacks: readonly Facts[]): string {
  const plain = stacks.map(({ name, owner, born, expiresAt, state, resources }) => ({
    name,
    owner,
    born: born === undefined ? null : born.toISOString(),
    expiresAt: timeText(expiresAt),
    state,
    resources,
  }));
  return `${JSON.stringify(plain, undefined, 2)}\n`;
}
