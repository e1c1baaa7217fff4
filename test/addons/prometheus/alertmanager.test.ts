import assert from "node:assert/strict";
import { all, only } from "../../support/plan";
import { at, planOptions, releaseOf, secure, valueIn } from "./support";

const folder = "/etc/alertmanager/secrets/alertmanager-receivers";
const slack = { slack: { webhookUrl: secure, channel: "#alerts" } };
const pager = { pagerduty: { routingKey: secure } };

const routesOf = (config: unknown) => at(config, "route", "routes") as Record<string, unknown>[];

describe("prometheus's alertmanager", () => {
  it("sends nothing and needs no Secret before it has receivers", async () => {
    const plan = await planOptions({});
    const config = valueIn(plan, "alertmanager.config");
    assert.equal(at(config, "route", "receiver"), "null");
    assert.deepEqual(at(config, "receivers"), [{ name: "null" }]);
    assert.deepEqual(valueIn(plan, "alertmanager.alertmanagerSpec.secrets"), []);
    assert.deepEqual(all(plan, "kubernetes:core/v1:Secret"), []);
  });

  it("reads every secret of its receivers from a file, and no secret is in the release", async () => {
    const receivers = {
      team: {
        ...slack,
        teams: { webhookUrl: secure },
        email: {
          to: "a@example.com",
          from: "b@example.com",
          smarthost: "smtp.example.com:587",
          username: "b",
          password: secure,
        },
      },
      night: pager,
      hook: { webhook: { url: secure, bearerToken: secure } },
    };
    const plan = await planOptions({ alertmanager: { receivers, defaultReceiver: "team" } });
    const configs = valueIn(plan, "alertmanager.config.receivers") as unknown[];
    const file = (receiver: string, section: string, ...keys: string[]) => {
      const config = configs.find((it) => at(it, "name") === receiver);
      const [first] = at(config, section) as unknown[];
      return at(first, ...keys);
    };
    assert.equal(file("team", "slack_configs", "api_url_file"), `${folder}/team-slack-webhook-url`);
    assert.equal(file("team", "msteamsv2_configs", "webhook_url_file"), `${folder}/team-teams-webhook-url`);
    assert.equal(file("team", "email_configs", "auth_password_file"), `${folder}/team-email-password`);
    assert.equal(file("team", "email_configs", "require_tls"), true);
    assert.equal(file("night", "pagerduty_configs", "routing_key_file"), `${folder}/night-pagerduty-routing-key`);
    assert.equal(file("hook", "webhook_configs", "url_file"), `${folder}/hook-webhook-url`);
    const token = file("hook", "webhook_configs", "http_config", "authorization", "credentials_file");
    assert.equal(token, `${folder}/hook-webhook-token`);
    assert.deepEqual(valueIn(plan, "alertmanager.alertmanagerSpec.secrets"), ["alertmanager-receivers"]);
    assert.doesNotMatch(JSON.stringify(releaseOf(plan).inputs.values), /ciphertext|\[secret\]/);
    const secret = only(plan, "kubernetes:core/v1:Secret", "prometheus-alertmanager-receivers");
    assert.equal(secret.inputs.stringData, "[secret]");
    assert.ok(releaseOf(plan).dependsOn.includes(secret.urn));
  });

  it("mounts no Secret for a receiver that has none", async () => {
    const email = { to: "a@example.com", from: "b@example.com", smarthost: "relay.example.com:25" };
    const plan = await planOptions({ alertmanager: { receivers: { team: { email } } } });
    assert.deepEqual(valueIn(plan, "alertmanager.alertmanagerSpec.secrets"), []);
    assert.equal(valueIn(plan, "alertmanager.config.route.receiver"), "team");
  });

  it("routes by severity, namespace and labels, in the order that they are written", async () => {
    const plan = await planOptions({
      alertmanager: {
        receivers: { team: slack, night: pager },
        defaultReceiver: "team",
        groupBy: ["alertname"],
        repeatInterval: "4h",
        routes: [
          { receiver: "night", severity: "critical", continue: true },
          {
            receiver: "team",
            severity: ["warning", "info"],
            namespace: ["shop", "pay"],
            matchers: ["team = web"],
            repeatInterval: "1d",
          },
        ],
      },
    });
    const config = valueIn(plan, "alertmanager.config");
    assert.equal(at(config, "route", "receiver"), "team");
    assert.deepEqual(at(config, "route", "group_by"), ["alertname"]);
    assert.equal(at(config, "route", "repeat_interval"), "4h");
    const [, , first, second] = routesOf(config);
    assert.deepEqual(first, { receiver: "night", matchers: ['severity =~ "critical"'], continue: true });
    assert.deepEqual(second, {
      receiver: "team",
      matchers: ['severity =~ "warning|info"', 'namespace =~ "shop|pay"', "team = web"],
      repeat_interval: "1d",
      continue: false,
    });
  });

  it("keeps the watchdog from people, and sends it to the service that waits for it", async () => {
    const [silent] = routesOf(
      valueIn(await planOptions({ alertmanager: { receivers: { team: slack } } }), "alertmanager.config"),
    );
    assert.deepEqual(silent, { receiver: "null", matchers: ['alertname = "Watchdog"'] });
    const receivers = { team: slack, dead: { webhook: { url: secure } } };
    const plan = await planOptions({ alertmanager: { receivers, watchdog: { receiver: "dead" } } });
    const [route] = routesOf(valueIn(plan, "alertmanager.config"));
    assert.equal(route?.receiver, "dead");
    assert.equal(route?.repeat_interval, "5m");
    assert.equal(valueIn(plan, "alertmanager.config.route.receiver"), "team", "what is left is people's");
  });

  it("adds inhibitions to the usual ones", async () => {
    const rule = { source: ["alertname = NodeNotReady"], target: ["alertname = PodCrashLooping"], equal: ["node"] };
    const rules = async (alertmanager: object) =>
      valueIn(await planOptions({ alertmanager }), "alertmanager.config.inhibit_rules") as unknown[];
    const usual = await rules({});
    assert.ok(usual.length > 0);
    assert.deepEqual(await rules({ inhibitRules: [rule] }), [
      ...usual,
      { source_matchers: rule.source, target_matchers: rule.target, equal: rule.equal },
    ]);
  });
});
