import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import * as path from "node:path";
import { at, planOptions, valueIn } from "./support";

interface Rule {
  readonly alert: string;
  readonly expr: string;
  readonly for: string;
  readonly labels: { readonly severity: string };
  readonly annotations: Readonly<Record<string, string>>;
}

async function rules(): Promise<readonly Rule[]> {
  const groups = at(valueIn(await planOptions({}), "additionalPrometheusRulesMap"), "cluster-health", "groups");
  return (groups as { rules: Rule[] }[]).flatMap((group) => group.rules);
}

const closes = (text: string, open: string, close: string) => text.split(open).length === text.split(close).length;

describe("prometheus's rules", () => {
  it("tell of nodes, pods, volumes, certificates, the API server and deployments", async () => {
    const names = new Set((await rules()).map(({ alert }) => alert));
    assert.deepEqual([...names].sort(), [
      "ApiServerErrors",
      "CertificateExpiring",
      "DeploymentUnavailable",
      "NodeNotReady",
      "PersistentVolumeAlmostFull",
      "PodCrashLooping",
    ]);
  });

  it("have a severity, a summary, a description and a section in the documentation", async () => {
    const page = readFileSync(path.join(__dirname, "../../../docs/addons/prometheus.md"), "utf8");
    for (const { alert, labels, annotations } of await rules()) {
      assert.match(labels.severity, /^(critical|warning)$/, alert);
      assert.ok(annotations.summary && annotations.description, alert);
      assert.equal(annotations.runbook, `docs/addons/prometheus.md#${alert.toLowerCase()}`);
      assert.ok(page.includes(`### ${alert}\n`), `a section for ${alert}`);
    }
  });

  it("have one alert of a name at each severity, the critical one sooner", async () => {
    const minutes = (text: string) => Number.parseInt(text, 10) * (text.endsWith("h") ? 60 : 1);
    const found = await rules();
    for (const critical of found.filter(({ labels }) => labels.severity === "critical")) {
      const same = found.filter(({ alert }) => alert === critical.alert);
      assert.equal(new Set(same.map(({ labels }) => labels.severity)).size, same.length, critical.alert);
      for (const other of same) assert.ok(minutes(critical.for) <= minutes(other.for), critical.alert);
    }
  });

  it("close every bracket and quote", async () => {
    for (const { alert, expr } of await rules()) {
      assert.ok(closes(expr, "(", ")") && closes(expr, "{", "}") && closes(expr, "[", "]"), alert);
      assert.equal((expr.split('"').length - 1) % 2, 0, alert);
    }
  });

  it("take the place of the chart's on the same matter, so that nobody is told twice", async () => {
    const plan = await planOptions({});
    assert.equal(valueIn(plan, "defaultRules.create"), true);
    assert.deepEqual(valueIn(plan, "defaultRules.disabled"), {
      KubeNodeNotReady: true,
      KubePodCrashLooping: true,
      KubePersistentVolumeFillingUp: true,
      KubeDeploymentReplicasMismatch: true,
    });
  });
});
