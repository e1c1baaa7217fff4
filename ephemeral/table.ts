import { timeText } from "../components/config/lifetime";
import { inColumns } from "../planner/render/table/columns";
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
  return inColumns([heads, ...rows]);
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
