// Lets Node run this project's TypeScript as CommonJS, without a type check and without a build step.
// esbuild strips the types; its output is kept in node_modules/.cache under a hash of the source, so a
// second start only reads files. `import()` becomes a lazy require, which is what keeps a stack from
// loading another cloud's SDK.
const { createHash } = require("node:crypto");
const fs = require("node:fs");
const path = require("node:path");

const { version } = require("esbuild/package.json");
const cache = path.join(__dirname, "node_modules", ".cache", "kubernetes-architect", version);
const outside = `${path.sep}node_modules${path.sep}`;

function transpile(source, file) {
  return require("esbuild").transformSync(source, {
    loader: "ts",
    format: "cjs",
    target: "node20",
    sourcefile: file,
    sourcemap: "inline",
    sourcesContent: false,
    supported: { "dynamic-import": false },
  }).code;
}

function read(file) {
  try {
    return fs.readFileSync(file, "utf8");
  } catch {
    return undefined;
  }
}

// Written beside and renamed, so that two processes starting at once never read half a file.
function keep(file, code) {
  const part = `${file}.${process.pid}`;
  try {
    fs.mkdirSync(cache, { recursive: true });
    fs.writeFileSync(part, code);
    fs.renameSync(part, file);
  } catch {
    // A read-only checkout still runs; it only transpiles again next time.
  }
}

const plain = require.extensions[".js"];
require.extensions[".ts"] = (module, file) => {
  if (file.includes(outside)) return plain(module, file);
  const source = fs.readFileSync(file, "utf8");
  const key = createHash("sha256").update(file).update("\0").update(source).digest("hex");
  const kept = path.join(cache, `${key}.js`);
  let code = read(kept);
  if (code === undefined) {
    code = transpile(source, file);
    keep(kept, code);
  }
  module._compile(code, file);
};

// Node 22.8 and later can also keep V8's compiled code; it roughly halves the time to load the SDKs.
require("node:module").enableCompileCache?.(path.join(cache, "v8"));
