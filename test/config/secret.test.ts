import assert from "node:assert/strict";
import { shown } from "../../components/config/found";
import { looksSecret } from "../../components/config/secret";

const ghp = `ghp_${"a1B2".repeat(9)}`;

describe("plain text", () => {
  for (const [what, name, value] of [
    ["under the name of a password", "adminPassword", "x"],
    ["under the name of a password, as a number", "adminPassword", 12345678],
    ["under the name of an access key's secret", "secretAccessKey", "x"],
    ["in the form of a token of GitHub", "note", ghp],
    ["in the form of a fine-grained token of GitHub", "note", `github_pat_${"a1B2".repeat(9)}`],
    ["in the form of a token of GitLab", "note", "glpat-abcdefghij0123456789"],
    ["in the form of an access key of AWS", "note", "AKIAIOSFODNN7EXAMPLE"],
    ["in the form of a temporary access key of AWS", "note", "ASIAIOSFODNN7EXAMPLE"],
    ["in the form of an API key of Google", "note", `AIza${"a1B2c".repeat(7)}`],
    ["in the form of an account key of Azure", "note", "AccountName=a;AccountKey=abcdefghij0123456789ABCD=="],
    ["in the form of a web hook of Slack", "note", "https://hooks.slack.com/services/T0/B0/x"],
    ["in the form of a JSON web token", "note", "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0NTY3ODkwIn0.abc"],
    ["in the form of a private key", "note", "-----BEGIN RSA PRIVATE KEY-----"],
    ["in the form of a private key of PGP", "note", "-----BEGIN PGP PRIVATE KEY BLOCK-----"],
    ["in the form of a private key in base64", "note", "LS0tLS1CRUdJTiBFQyBQUklWQVRFIEtFWS0tLS0tCg=="],
    ["with a password in an address", "note", "postgres://app:hunter2@db.example.com/app"],
  ] as const)
    it(`${what} is a secret`, () => {
      assert.equal(looksSecret(name, value), true);
      assert.equal(shown(name, value), "[secret]");
    });

  for (const [what, name, value] of [
    ["that is empty", "adminPassword", ""],
    ["that names Argo CD's secret", "clientSecret", "$oidc.clientSecret"],
    ["that names an environment variable", "password", "${GRAFANA_PASSWORD}"],
    ["under the name of a reference", "existingSecret", "grafana-admin"],
    ["under the name of a key in a secret", "passwordKey", "admin-password"],
    ["with a user in an address", "url", "ssh://git@git.example.com/team/web.git"],
    ["with a port in an address", "url", "https://minio.example.com:9000/a@b"],
    ["with a variable in an address", "url", "https://app:${PASSWORD}@db.example.com"],
    ["that is a certificate", "caCert", "-----BEGIN CERTIFICATE-----"],
  ] as const)
    it(`${what} is none`, () => assert.equal(looksSecret(name, value), false));
});

describe("what a message shows of a value", () => {
  for (const [value, text] of [
    ["eu-west-1", '"eu-west-1"'],
    ["Standard_NC40ads_H100_v5", '"Standard_NC40ads_H100_v5"'],
    ["arn:aws:iam::123456789012:role/platform-admin", '"arn:aws:iam::123456789012:role/platform-admin"'],
    ["6F1C2A54-3B0E-4A58-9D0B-2C7A1F6E8D11", '"6F1C2A54-3B0E-4A58-9D0B-2C7A1F6E8D11"'],
    ["", '""'],
    [1.5, "1.5"],
    [null, "nothing"],
    [[], "an empty list"],
    [["a"], "a list"],
    [{}, "an empty map"],
    [{ a: 1 }, "a map"],
    [{ secure: "v1:abc" }, "[secret]"],
    ["x".repeat(81), "text of 81 characters"],
    ["a\nb", "text of 3 characters"],
    ['{"token":"abc"}', "text of 15 characters"],
    ["q7Zk2nVx9LmP4sRt8WyB3cDf6GhJ1aQe", "text of 32 characters"],
    ["0123456789abcdef0123456789abcdef", "text of 32 characters"],
  ] as const)
    it(`is ${text} for ${JSON.stringify(value)}`, () => assert.equal(shown("name", value), text));
});
