#!/usr/bin/env bash
# Measures the template engine beside Apache Velocity 1.7: the typical template of vtl_sample.h with the same data, warm,
# in turn, by CPU time. Prints the median of the rounds.
#   tests/bench/velocity.sh [ROUNDS]        BENCH=PROGRAM takes a vtl_bench that is built already
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."

if [[ ! ${GATEHOUSE_ENV:-} ]]; then
    GATEHOUSE_ENV=1 exec packaging/env tests/bench/velocity.sh "$@"
fi
rounds=${1:-7}
jars=/usr/share/java
[[ -e $jars/velocity.jar ]] || { echo "not installed: velocity" >&2; exit 1; }
command -v java >/dev/null || { echo "not installed: java" >&2; exit 1; }
mkdir -p build
if [[ ! ${BENCH:-} ]]; then
    { cmake --preset release && cmake --build --preset release --target vtl_bench; } >build/velocity.log 2>&1 ||
        { tail -n 40 build/velocity.log >&2; exit 1; }
    BENCH=build/release/bench/vtl_bench
fi

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
sed -n '/R"VTL(/,/^)VTL"/p' tests/bench/vtl_sample.h | sed -e '1s/.*R"VTL(//' -e '$d' >"$folder/template"
classpath=$jars/velocity.jar:$jars/commons-collections3.jar:$jars/commons-lang.jar
coproc JAVA { exec taskset -c 0 java -XX:+UseSerialGC -cp "$classpath" tests/bench/velocity/Bench.java "$folder/template"; }
ask() { echo "$1" >&"${JAVA[1]}"; read -r answer <&"${JAVA[0]}"; echo "$answer"; }

ask octets >"$folder/octets"
for ((i = 0; i < rounds; ++i)); do
    echo "$(ask render) $(ask parse)" >>"$folder/velocity"
    taskset -c 0 "$BENCH" --benchmark_format=csv --benchmark_min_time=0.5s 2>/dev/null >>"$folder/ours"
done
exec {JAVA[1]}>&-

python3 - "$folder" <<'PYTHON'
import csv, statistics, sys
from pathlib import Path

folder = Path(sys.argv[1])
velocity = [[int(part) for part in line.split()] for line in (folder / "velocity").read_text().splitlines()]
runs = {"render": [], "parseAndRender": []}
facts, header = {}, None
for row in csv.reader((folder / "ours").read_text().splitlines()):
    if row and row[0] == "name":
        header = row
    elif header and row and row[0] in runs:
        run = dict(zip(header, row))
        runs[row[0]].append(float(run["cpu_time"]))
        facts.update({key: run[key] for key in ("allocations", "octets") if run.get(key)})
octets = int((folder / "octets").read_text())
if octets != float(facts["octets"]):
    sys.exit(f"not the same output: {octets} octets, ours {facts['octets']}")

print(f"{octets} octets out; CPU time a rendering, medians of {len(velocity)} rounds")
print(f"  {'':17} {'Velocity us':>12} {'ours us':>9} {'ratio':>6} {'of rounds':>14}")
for name, theirs, ours in (("parsed before", [v[0] for v in velocity], runs["render"]),
                           ("parsing included", [v[1] for v in velocity], runs["parseAndRender"])):
    ratios = [a / b for a, b in zip(theirs, ours)]
    print(f"  {name:17} {statistics.median(theirs) / 1e3:12.1f} {statistics.median(ours) / 1e3:9.2f} "
          f"{statistics.median(ratios):6.1f} {min(ratios):6.1f} to {max(ratios):.1f}")
print(f"  {float(facts['allocations']):.1f} allocations a rendering")
PYTHON
