#!/usr/bin/env bash
# install-tools.sh [pulumi | helm]
# Without an argument or with `pulumi`: finds or installs the Pulumi CLI for the engine tests, and prints its root on
# standard output: the folder that has bin/pulumi, as the Automation API takes it. With `helm`: does so with helm, which
# renders charts, and prints the program. It takes the first of these that there is:
#   1. `pulumi` on PATH, if it is not older than the pinned version;
#   2. the pinned version where the npm launcher and the Automation API keep it, outside the checkout:
#      ${PULUMI_HOME:-~/.pulumi}/versions/VERSION;
#   3. what the npm launcher `pulumi` downloads, within a time limit;
#   4. a build of its Go module (tools/pulumi), which needs Go and no other download than Go modules.
# helm has no launcher: it is the one on PATH, the one that was built before, or a build of its Go module (tools/helm).
# kubectl is not installed: no suite runs it.
set -euo pipefail
cd "$(dirname "$0")/.."

pulumi_version=$(sed -nE 's|^require github\.com/pulumi/pulumi/pkg/v3 v([0-9.]+)$|\1|p' tools/pulumi/go.mod)
launcher=pulumi@3.265.0
root="${PULUMI_HOME:-$HOME/.pulumi}/versions/$pulumi_version"
export PULUMI_SKIP_UPDATE_CHECK=true

say() { echo "$*" >&2; }

version_of() { "$1" version 2>/dev/null | sed -nE 's/^v?([0-9]+\.[0-9]+\.[0-9]+).*/\1/p'; }

# True when $1 is no older than $2.
new_enough() { [ -n "$1" ] && [ "$(printf '%s\n' "$1" "$2" | sort -V | head -n 1)" = "$2" ]; }

# A root for a binary, wherever it stands: the Automation API looks for bin/pulumi.
root_of() {
  local binary=$1 folder
  folder=$(cd "$(dirname "$binary")" && pwd)
  if [ "$(basename "$folder")" = bin ]; then
    dirname "$folder"
    return
  fi
  local own="${XDG_CACHE_HOME:-$HOME/.cache}/kubernetes-architect/pulumi-on-path"
  mkdir -p "$own/bin"
  ln -sf "$binary" "$own/bin/pulumi"
  echo "$own"
}

# Each way of installing works beside and moves into place at its end: one that was stopped half-way leaves nothing, and
# two at once do no harm.
from_launcher() {
  command -v npx >/dev/null || return 1
  local part
  part=$(mktemp -d)
  say "Pulumi $pulumi_version: trying the download of the npm launcher"
  if PULUMI_HOME=$part PULUMI_VERSION=$pulumi_version within "${PULUMI_DOWNLOAD_SECONDS:-120}" \
    npx --yes "$launcher" version >/dev/null 2>&1 && [ -x "$part/versions/$pulumi_version/bin/pulumi" ]; then
    mkdir -p "$root/bin"
    for file in "$part/versions/$pulumi_version/bin"/*; do mv -f "$file" "$root/bin/"; done
  fi
  rm -rf "$part"
  [ -x "$root/bin/pulumi" ]
}

# `timeout` is not on every system.
within() {
  local seconds=$1
  shift
  if command -v timeout >/dev/null; then timeout "$seconds" "$@" </dev/null; else "$@" </dev/null; fi
}

from_go() {
  command -v go >/dev/null || { say "Pulumi can be built too, but there is no Go on PATH"; return 1; }
  say "Pulumi $pulumi_version: building its Go module (some minutes the first time)"
  mkdir -p "$root/bin"
  local part="$root/bin/.pulumi.$$"
  # The build may write to go.mod and go.sum, so it has copies of them.
  local source
  source=$(mktemp -d)
  cp tools/pulumi/go.mod tools/pulumi/go.sum "$source/"
  if (cd "$source" && GOFLAGS="-mod=mod -buildvcs=false" go build \
    -ldflags "-s -w -X github.com/pulumi/pulumi/sdk/v3/go/common/version.Version=v$pulumi_version" \
    -o "$part" github.com/pulumi/pulumi/pkg/v3/cmd/pulumi) >&2; then
    mv -f "$part" "$root/bin/pulumi"
  fi
  rm -rf "$source" "$part"
  [ -x "$root/bin/pulumi" ]
}

helm_version=$(sed -nE 's|^\s*(require )?helm\.sh/helm/v3 v([0-9.]+).*$|\2|p' tools/helm/go.mod)

install_helm() {
  local program="${XDG_CACHE_HOME:-$HOME/.cache}/kubernetes-architect/helm/$helm_version/bin/helm"
  if command -v helm >/dev/null; then command -v helm; return; fi
  if [ ! -x "$program" ]; then
    command -v go >/dev/null || { say "helm $helm_version is not on PATH, and there is no Go to build it with"; return 1; }
    say "helm $helm_version: building its Go module (some minutes the first time)"
    mkdir -p "$(dirname "$program")"
    local source part="$program.$$"
    source=$(mktemp -d)
    cp tools/helm/go.mod tools/helm/go.sum "$source/"
    (cd "$source" && GOFLAGS="-mod=mod -buildvcs=false" go build \
      -ldflags "-s -w -X helm.sh/helm/v3/internal/version.version=v$helm_version" \
      -o "$part" helm.sh/helm/v3/cmd/helm) >&2 && mv -f "$part" "$program"
    rm -rf "$source" "$part"
  fi
  [ -x "$program" ] && echo "$program"
}

if [ "${1:-pulumi}" = helm ]; then
  install_helm
  exit
fi

found=$(command -v pulumi || true)
if [ -n "$found" ] && new_enough "$(version_of "$found")" "$pulumi_version"; then
  root=$(root_of "$found")
elif [ ! -x "$root/bin/pulumi" ] && ! from_launcher && ! from_go; then
  say "Pulumi $pulumi_version could not be installed. Put it on PATH: https://www.pulumi.com/docs/iac/download-install"
  exit 1
fi
say "Pulumi $(version_of "$root/bin/pulumi")"
echo "$root"
