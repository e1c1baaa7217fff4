import assert from "node:assert/strict";
import { optionProblems, secure } from "./support";

const slack = { slack: { webhookUrl: secure, channel: "#alerts" } };
const sso = { clientId: "grafana", clientSecret: secure };
const tls = { secretName: "grafana-certificate" };

/** The one problem with some options. */
function problem(options: object): string {
  const found = optionProblems(options);
  assert.equal(found.length, 1, found.join("\n"));
  return found[0] ?? "";
}

describe("prometheus's options", () => {
  it("are all optional", () => {
    assert.deepEqual(optionProblems({}), []);
  });

  it("refuse to fill the volume", () => {
    const found = problem({ storage: { size: "100Gi" }, retentionSize: "95GiB" });
    assert.match(found, /^retentionSize: found 95GiB; allowed: at most 90GiB, 90 % of the volume of 100Gi/);
    assert.deepEqual(optionProblems({ storage: { size: "100Gi" }, retentionSize: "90GB" }), []);
    assert.equal(optionProblems({ size: "small", retentionSize: "50GiB" }).length, 1, "the size's volume counts too");
  });

  it("refuse an interval that is shorter than a scrape may take", () => {
    assert.match(problem({ scrapeInterval: "5s" }), /^scrapeInterval: found 5s; allowed: at least 10s/);
  });

  it("refuse a receiver that is not there, and name the nearest", () => {
    const receivers = { team: slack };
    const route = { receiver: "teem", severity: "critical" };
    assert.match(
      problem({ alertmanager: { receivers, routes: [route] } }),
      /^alertmanager\.routes\[0\]\.receiver: found "teem"; .*did you mean team\?/,
    );
    assert.match(
      problem({ alertmanager: { receivers, defaultReceiver: "tean" } }),
      /defaultReceiver: .*did you mean team\?/,
    );
    assert.match(
      problem({ alertmanager: { receivers, watchdog: { receiver: "dog" } } }),
      /watchdog\.receiver: found "dog"/,
    );
    assert.match(problem({ alertmanager: { defaultReceiver: "team" } }), /of which there are none/);
  });

  it("ask who gets the rest when several could", () => {
    const receivers = { team: slack, night: { pagerduty: { routingKey: secure } } };
    assert.match(
      problem({ alertmanager: { receivers } }),
      /^alertmanager\.defaultReceiver: missing; allowed: (team or night|night or team)/,
    );
    assert.deepEqual(optionProblems({ alertmanager: { receivers, watchdog: { receiver: "night" } } }), []);
  });

  it("refuse a receiver without a way, and a route that takes everything", () => {
    assert.match(
      problem({ alertmanager: { receivers: { team: {} } } }),
      /receivers\.team: missing; allowed: at least one of slack/,
    );
    const all = { alertmanager: { receivers: { team: slack }, routes: [{ receiver: "team" }] } };
    assert.match(problem(all), /routes\[0\]: missing; allowed: at least one of severity/);
  });

  it("refuse a matcher that Alertmanager cannot read", () => {
    for (const matcher of ["team", "team == web", "team = a b", "{team=web}"]) {
      const routes = [{ receiver: "team", matchers: [matcher] }];
      assert.match(
        problem({ alertmanager: { receivers: { team: slack }, routes } }),
        /matchers\[0\]: .*a matcher such as/,
        matcher,
      );
    }
    for (const matcher of ["team = web", "team!=web", 'team =~ "a b|c"', "job !~ web.*"]) {
      const routes = [{ receiver: "team", matchers: [matcher] }];
      assert.deepEqual(optionProblems({ alertmanager: { receivers: { team: slack }, routes } }), [], matcher);
    }
  });

  it("refuse secrets in plain text without repeating them", () => {
    const receivers = { team: { slack: { webhookUrl: "https://hooks.example.com/planted", channel: "#a" } } };
    const found = problem({ alertmanager: { receivers } });
    assert.match(found, /webhookUrl: found a secret in plain text/);
    assert.doesNotMatch(found, /planted/);
    assert.match(problem({ grafana: { adminPassword: "planted" } }), /adminPassword: found a secret in plain text/);
  });

  it("show Grafana to no network without a name and a certificate", () => {
    const found = optionProblems({ grafana: { exposure: "internal" } });
    assert.deepEqual(
      found.map((line) => line.split(":")[0]),
      ["grafana.host", "grafana.tls"],
    );
    assert.deepEqual(optionProblems({ grafana: { exposure: "internal", host: "g.example.com", tls } }), []);
  });

  it("show Grafana to the internet only with single sign-on", () => {
    const grafana = { exposure: "internet", host: "g.example.com", tls };
    assert.match(problem({ grafana }), /^grafana\.sso: missing; allowed: single sign-on/);
    const known = { ...sso, provider: "dex", issuer: "https://dex.example.com" };
    assert.deepEqual(optionProblems({ grafana: { ...grafana, sso: known } }), []);
  });

  it("ask for what a provider's addresses follow from", () => {
    assert.match(problem({ grafana: { sso } }), /^grafana\.sso\.endpoints: missing/);
    assert.match(problem({ grafana: { sso: { ...sso, provider: "okta" } } }), /^grafana\.sso\.issuer: missing/);
  });

  it("take a certificate by name or in full, not half of it", () => {
    const exposed = { exposure: "internal", host: "g.example.com" };
    assert.match(
      problem({ grafana: { ...exposed, tls: { privateKey: secure } } }),
      /^grafana\.tls: .*either secretName/,
    );
    assert.match(problem({ grafana: { ...exposed, tls: { ...tls, privateKey: secure } } }), /^grafana\.tls: /);
  });

  it("take one way to sign in for each place that samples are sent to, and each name once", () => {
    const target = { name: "mimir", url: "https://mimir.example.com" };
    const both = { ...target, basicAuth: { username: "a", password: secure }, bearerToken: secure };
    assert.match(problem({ remoteWrite: [both] }), /^remoteWrite\[0\]\.bearerToken: .*one of the two/);
    assert.match(problem({ remoteWrite: [target, target] }), /^remoteWrite\[1\]\.name: .*a name of its own/);
  });
});
