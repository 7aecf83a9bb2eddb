#!/usr/bin/env bash
# Builds the server as users run it and measures it beside others: tests/bench/compare.sh --help
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."

if [[ ! ${GATEHOUSE_ENV:-} ]]; then
    GATEHOUSE_ENV=1 exec packaging/env tests/bench/compare.sh "$@"
fi
mkdir -p build
if [[ " $* " != *" --help "* && " $* " != *" -h "* ]]; then
    { cmake --preset release && cmake --build --preset release --target gatehouse; } >build/compare.log 2>&1 ||
        { tail -n 40 build/compare.log >&2; exit 1; }
fi
exec python3 tests/bench/compare.py "$@"
