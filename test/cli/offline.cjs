// Loaded before a command under test: what would leave the machine fails and is written down, and so is, at the end,
// which packages the command has loaded.
const { appendFileSync } = require("node:fs");
const dns = require("node:dns");
const net = require("node:net");

const log = process.env.ARCHITECT_TEST_LOG;

function refuse(what) {
  return () => {
    appendFileSync(log, `opened ${what}\n`);
    throw new Error(`${what} was used`);
  };
}

net.Socket.prototype.connect = refuse("a socket");
dns.lookup = refuse("a name look-up");
dns.promises.lookup = refuse("a name look-up");

process.on("exit", () => {
  const packages = Object.keys(require.cache).map((file) => /node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(file)?.[1]);
  for (const name of new Set(packages.filter((it) => it !== undefined))) appendFileSync(log, `loaded ${name}\n`);
});
