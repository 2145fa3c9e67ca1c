#!/usr/bin/env bash
# Makes the pages that show.test.mjs opens: pages.sh FOLDER, with kg on the PATH.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
mkdir -p "$1"
kg build "$here/../../samples" "$here/hostile.jsonl" --out "$1/graph"
kg show "$1/graph" 蕲春县 -o "$1/region.html"
kg show "$1/graph" 时建国 -o "$1/person.html"
kg show "$1/graph" who_met_whom -p least=2 -o "$1/met.html"
