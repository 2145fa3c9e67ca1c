#!/usr/bin/env bash
# Brings a version of Cytoscape.js from its npm package into kg/show: vendor_cytoscape.sh 3.34.4
set -euo pipefail
target=$(cd "$(dirname "$0")/../kg/show" && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
npm pack --silent "cytoscape@$1" >/dev/null
tar xzf cytoscape-*.tgz
cp package/dist/cytoscape.min.js "$target/cytoscape.min.js"
cp package/LICENSE "$target/CYTOSCAPE-LICENSE"
