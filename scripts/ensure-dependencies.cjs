// Runs before `npm start` and `npm test`: installs what package-lock.json pins when it is missing or stale.
const { execSync } = require("node:child_process");
const fs = require("node:fs");
const path = require("node:path");

const root = path.join(__dirname, "..");
const lock = path.join(root, "package-lock.json");
const installed = path.join(root, "node_modules", ".package-lock.json");

/** Name and version of every package in a lock file, the root itself left out. */
function packages(file) {
  const entries = Object.entries(JSON.parse(fs.readFileSync(file, "utf8")).packages);
  return new Map(entries.filter(([name, it]) => name !== "" && !it.optional).map(([name, it]) => [name, it.version]));
}

function current() {
  if (!fs.existsSync(installed)) return false;
  const have = packages(installed);
  return [...packages(lock)].every(([name, version]) => have.get(name) === version);
}

if (!current()) {
  console.error("Installing dependencies …");
  // The packages' own install scripts only fetch provider plugins, which a plan does not need.
  execSync("npm ci --ignore-scripts --no-audit --no-fund --loglevel=error", { cwd: root, stdio: ["ignore", 2, 2] });
}
