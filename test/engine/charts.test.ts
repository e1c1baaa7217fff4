import assert from "node:assert/strict";
import { execFileSync, spawn } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import * as path from "node:path";
import { findProgram } from "../../charts/helm";
import { stackText } from "../support/plan";

const root = path.join(__dirname, "../..");

const deployment = `apiVersion: apps/v1
kind: Deployment
metadata:
  name: tiny
spec:
  selector: { matchLabels: { app: tiny } }
  template:
    metadata: { labels: { app: tiny } }
    spec:
      containers:
        - name: tiny
          image: "registry.example.com/tiny:{{ .Values.tag }}"
          resources: {{ toJson .Values.resources }}
---
apiVersion: v1
kind: Secret
metadata:
  name: tiny
stringData:
  password: {{ .Values.password }}
`;

const release = (values: object) => ({
  cluster: { cloud: "existing", version: "1.35" },
  addons: {
    custom: {
      releases: {
        tiny: {
          chart: "tiny",
          repository: "https://charts.example.com",
          version: "1.0.0",
          podSecurity: "privileged",
          values,
        },
      },
    },
  },
});

const enough = { requests: { cpu: "1m", memory: "1Mi" }, limits: { cpu: "1m", memory: "1Mi" } };

/** Helm's program, which must be there in this suite. */
const helm = () => findProgram(process.env);

describe("charts, with the real helm", () => {
  let folder: string;
  let server: Server;
  const at = (...parts: string[]) => path.join(folder, ...parts);

  before(async () => {
    folder = mkdtempSync(path.join(tmpdir(), "charts-"));
    for (const part of ["tiny/templates", "repository", "project/stacks"]) mkdirSync(at(part), { recursive: true });
    cpSync(path.join(root, "Pulumi.yaml"), at("project/Pulumi.yaml"));
    writeFileSync(at("tiny/Chart.yaml"), "apiVersion: v2\nname: tiny\nversion: 1.0.0\n");
    writeFileSync(at("tiny/values.yaml"), "tag: latest\npassword: changeme\nresources: {}\n");
    writeFileSync(at("tiny/templates/all.yaml"), deployment);
    publish();
    server = createServer((request, response) => {
      const file = at("repository", path.basename(request.url ?? ""));
      response.end(readdirSync(at("repository")).includes(path.basename(file)) ? readFileSync(file) : "");
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    stack("careless", release({}));
    stack("careful", release({ tag: "1.2", password: "${made.up}", resources: enough }));
  });
  after(async () => {
    await new Promise((resolve) => server?.close(resolve));
    rmSync(folder, { recursive: true, force: true });
  });

  const publish = () => {
    execFileSync(helm(), ["package", at("tiny"), "--destination", at("repository")], { stdio: "ignore" });
    execFileSync(helm(), ["repo", "index", at("repository")]);
  };
  const stack = (name: string, values: Readonly<Record<string, unknown>>) =>
    writeFileSync(at("project/stacks", `Pulumi.${name}.yaml`), stackText(values));
  const address = () => `http://127.0.0.1:${(server.address() as AddressInfo).port}`;

  // Never waited for in place, since the server that it asks is of this process.
  const architect = (...args: string[]) =>
    new Promise<{ status: number | null; out: string; err: string }>((resolve) => {
      const child = spawn(
        process.execPath,
        ["--require", path.join(root, "loader.cjs"), path.join(root, "cli/main.ts"), ...args],
        { cwd: at("project"), env: { ...process.env, HELM: helm() } },
      );
      let out = "";
      let err = "";
      child.stdout.on("data", (part: Buffer) => {
        out += part.toString();
      });
      child.stderr.on("data", (part: Buffer) => {
        err += part.toString();
      });
      child.on("close", (status: number | null) => resolve({ status, out, err }));
    });

  it("pulls a stack's charts into a folder and writes down their digests", async () => {
    const pulled = await architect("charts", "pull", "careful", "--to", at("charts"), "--from", address());
    assert.equal(pulled.status, 0, pulled.err);
    assert.match(pulled.out, /^tiny 1\.0\.0: sha256:[0-9a-f]{64}$/m);
    assert.deepEqual(readdirSync(at("charts")).sort(), ["charts.lock.json", "tiny-1.0.0.tgz"]);
  });

  it("finds in what a chart makes what its defaults leave open", async () => {
    const verified = await architect("charts", "verify", "careless", "--folder", at("charts"));
    assert.equal(verified.status, 1, verified.err);
    for (const rule of ["workload-resources", "image-version", "default-password"])
      assert.ok(verified.out.includes(`error ${rule}: `), rule);
  });

  it("finds nothing in a stack that sets what the chart leaves open", async () => {
    const verified = await architect("charts", "verify", "careful", "--folder", at("charts"));
    assert.equal(verified.status, 0, verified.out);
    assert.match(verified.out, /^tiny +tiny 1\.0\.0 +2 +1 +0$/m);
  });

  it("shows what a chart makes in the plan, and no secret of it", async () => {
    const args = ["plan", "careful", "--render", "--charts", at("charts"), "--format", "json"];
    const { status, out, err } = await architect(...args);
    assert.equal(status, 0, err);
    const { rendered } = JSON.parse(out) as { rendered: { object: { kind: string; stringData?: object } }[] };
    assert.deepEqual(
      rendered.map(({ object }) => object.kind),
      ["Deployment", "Secret"],
    );
    assert.deepEqual(rendered[1]?.object.stringData, { password: "[secret]" });
    assert.match(
      (await architect("images", "careful", "--folder", at("charts"))).out,
      /registry\.example\.com\/tiny:1\.2/,
    );
  });

  it("refuses a chart that is not what it was, keeps the one that it has, and takes it when told to", async () => {
    const before = readFileSync(at("charts/tiny-1.0.0.tgz"));
    writeFileSync(at("tiny/values.yaml"), "tag: other\npassword: changeme\nresources: {}\n");
    publish();
    const pull = ["charts", "pull", "careful", "--to", at("charts"), "--from", address()];
    const refused = await architect(...pull);
    assert.equal(refused.status, 2);
    assert.match(
      refused.err,
      /tiny 1\.0\.0: its digest is sha256:[0-9a-f]{64}; allowed: sha256:[0-9a-f]{64}, as .*charts\.lock\.json says/,
    );
    assert.deepEqual(readFileSync(at("charts/tiny-1.0.0.tgz")), before);
    assert.equal((await architect(...pull, "--relock")).status, 0);
    assert.notDeepEqual(readFileSync(at("charts/tiny-1.0.0.tgz")), before);
  });

  it("says which chart is missing, where it was looked for and what gets it", async () => {
    mkdirSync(at("empty"));
    const verified = await architect("charts", "verify", "careful", "--folder", at("empty"));
    assert.equal(verified.status, 1);
    assert.match(
      verified.out,
      /tiny: chart tiny 1\.0\.0 is not in .*empty: looked for .*; architect charts pull gets it/,
    );
  });
});
