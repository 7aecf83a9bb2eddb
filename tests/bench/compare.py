"""Measures `gatehouse serve` beside nginx and HAProxy on this machine, and optionally beside tools for mocking APIs.

Each server runs pinned to one CPU with one thread, the load (wrk) and the backend of the proxies on another. Rounds are
interleaved, because machines change their speed; what is printed are medians over the rounds and their ratio to the first
server. Processor time per request is read from /proc. All servers make request ids and the fields of API Gateway.
"""

import argparse
import json
import os
import re
import resource
import shutil
import socket
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
GATEHOUSE = ROOT / "build/release/app/cli/gatehouse"
TICKS = os.sysconf("SC_CLK_TCK")
BODY = '[{"id":1,"type":"dog","price":249.99},{"id":2,"type":"cat"}]'
PATH = "/dev/pets"


# ---- Processes ---------------------------------------------------------------------------------------------------


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def family(pid):
    """A process and its descendants."""
    found = [pid]
    for task in Path(f"/proc/{pid}/task").glob("*/children"):
        for child in task.read_text().split():
            found += family(int(child))
    return found


def cpu_seconds(pid):
    total = 0
    for member in family(pid):
        fields = Path(f"/proc/{member}/stat").read_text().rpartition(")")[2].split()
        total += int(fields[11]) + int(fields[12])
    return total / TICKS


def machine_cpu_seconds():
    user, nice, system, _idle, _wait, irq, soft, steal = map(int, Path("/proc/stat").read_text().split()[1:9])
    return (user + nice + system + irq + soft + steal) / TICKS


def resident_kib(pid):
    return sum(int(re.search(r"VmRSS:\s+(\d+)", Path(f"/proc/{member}/status").read_text())[1]) for member in family(pid))


def ask(port, path=PATH):
    """One request on a connection of its own: status, body."""
    with socket.create_connection(("127.0.0.1", port), 30) as connection:
        connection.sendall(f"GET {path} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n".encode())
        answer = b""
        while block := connection.recv(65536):
            answer += block
    head, _, body = answer.partition(b"\r\n\r\n")
    if b"chunked" in head.lower():
        body = re.sub(rb"(^|\r\n)[0-9a-fA-F]+\r\n(\r\n$)?", b"", body)
    return int(head.split()[1]), body


class Server:
    def __init__(self, name, command, port, path=PATH, cpu="0", folder=None, programs=None):
        self.name, self.command, self.port, self.path, self.cpu, self.folder = name, command, port, path, cpu, folder
        self.script = None  # of wrk: makes requests other than GET
        self.environment = {**os.environ, "PATH": f"{programs}:{os.environ['PATH']}"} if programs else None
        self.process = None

    def start(self):
        """Starts it pinned, and returns the seconds until its first answer."""
        begin = time.monotonic()
        self.process = subprocess.Popen(["taskset", "-c", self.cpu, *map(str, self.command)], cwd=self.folder,
                                        env=self.environment, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
        while time.monotonic() - begin < 60:
            try:
                status, _ = ask(self.port, self.path)
                took = time.monotonic() - begin
                if status != 200:
                    sys.exit(f"{self.name} answers {status}")
                return took
            except OSError:
                if self.process.poll() is not None:
                    sys.exit(f"{self.name} did not start: {self.process.stderr.read().decode()}")
                time.sleep(0.0005)
        sys.exit(f"{self.name} does not answer")

    def stop(self):
        if self.process:
            for member in reversed(family(self.process.pid)):
                os.kill(member, 15)
            self.process.wait()
            self.process.stderr.close()
            self.process = None


# ---- The contenders ----------------------------------------------------------------------------------------------


def nginx(folder, name, port, location, extra="", **where):
    config = folder / f"nginx-{name}.conf"
    config.write_text(f"""
daemon off; master_process off; worker_processes 1; pid {folder}/nginx-{name}.pid; error_log /dev/null crit;
events {{ worker_connections 8192; multi_accept on; }}
http {{
    access_log off; server_tokens off; default_type application/json; tcp_nodelay on;
    keepalive_requests 1000000000; keepalive_timeout 1h;
    client_body_temp_path {folder}/t1; proxy_temp_path {folder}/t2; fastcgi_temp_path {folder}/t3;
    uwsgi_temp_path {folder}/t4; scgi_temp_path {folder}/t5;
    {extra}
    server {{ listen 127.0.0.1:{port} backlog=4096; root {folder}; location / {{ {location} }} }}
}}""")
    return Server(name, ["nginx", "-c", config, "-p", folder], port, **where)


def haproxy(folder, port, rules):
    config = folder / "haproxy.cfg"
    config.write_text(f"""
global
    nbthread 1
    maxconn 8000
defaults
    mode http
    timeout client 1h
    timeout server 1h
    timeout connect 5s
    timeout http-keep-alive 1h
frontend f
    bind 127.0.0.1:{port}
{rules}
""")
    return Server("haproxy", ["haproxy", "-f", config, "-db"], port)


def gatehouse(folder, port, integration, name="gatehouse"):
    document = folder / f"{name}.json"
    method = {"responses": {"200": {"description": "pets"}}, "x-amazon-apigateway-integration": integration}
    document.write_text(json.dumps({
        "openapi": "3.0.1", "info": {"title": "Bench", "version": "1"},
        "paths": {"/pets": {"get": method, "post": method}, "/pets/{petId}": {"get": method}}}))
    return Server(name, [GATEHOUSE, "serve", document, "--listen", f"127.0.0.1:{port}", "--threads", "1"], port)


def mock_integration(body, request='{"statusCode": 200}'):
    return {"type": "mock", "requestTemplates": {"application/json": request},
            "responses": {"default": {"statusCode": "200", "responseTemplates": {"application/json": body}}}}


def mock_contenders(folder):
    own_fields = """
    add_header x-amzn-RequestId $request_id; add_header x-amz-apigw-id $connection;
    """
    ids = 'hdr x-amzn-RequestId "%[uuid()]" hdr x-amz-apigw-id "%[rand]" hdr Date "%[date,http_date]"'
    return [nginx(folder, "nginx", free_port(), f"{own_fields} return 200 '{BODY}';"),
            haproxy(folder, free_port(),
                    f"    http-request return status 200 content-type application/json string '{BODY}' {ids}"),
            gatehouse(folder, free_port(), mock_integration(BODY))]


def template_contenders(folder):
    """A MOCK with a request and a response template on a body of 1 KB beside a bare one."""
    items = [{"sku": f"sku-{1000 + i}", "title": "Pet food, large bag", "qty": i % 4 + 1, "price": 10.5 + i} for i in range(10)]
    body = json.dumps({"id": "o-4711", "customer": {"name": "Ada Lovelace", "mail": "ada@example.com", "tier": "gold"},
                       "items": items, "note": "leave at the door"})
    script = folder / "post.lua"
    script.write_text(f'wrk.method = "POST"\nwrk.body = [[{body}]]\nwrk.headers["Content-Type"] = "application/json"\n')
    request = """#set($order = $input.path('$'))
{
  "statusCode": #if($order.items.size() > 0)200#{else}400#end,
  "orderId": "$order.id", "tier": "$order.customer.tier", "customer": $input.json('$.customer'),
  "lines": [
#foreach($item in $order.items)
    {"sku": "$item.sku", "count": $item.qty}#if($foreach.hasNext),#end

#end
  ]
}"""
    response = """{
  "requestId": "$context.requestId", "stage": "$context.stage", "path": "$context.resourcePath",
  "agent": "$util.escapeJavaScript($input.params('User-Agent'))", "accepted": true
}"""
    templates = gatehouse(folder, free_port(), mock_integration(response, request), "templates")
    templates.script = script
    return [gatehouse(folder, free_port(), mock_integration(BODY), "bare MOCK"), templates]


def proxy_contenders(folder, size):
    backend_port = free_port()
    if size:
        (folder / "large").write_bytes(b"x" * size)
        location = "sendfile on; try_files /large =404;"
    else:
        location = f"return 200 '{BODY}';"
    backend = nginx(folder, "backend", backend_port, location, cpu="1")
    backend.start()
    address = f"127.0.0.1:{backend_port}"
    forwarded = """
    proxy_http_version 1.1; proxy_set_header Connection ""; proxy_set_header X-Forwarded-For $proxy_add_x_forwarded_for;
    proxy_set_header X-Forwarded-Port 80; proxy_set_header X-Forwarded-Proto http;
    proxy_set_header X-Amzn-Trace-Id "Root=1-$request_id";
    add_header x-amzn-RequestId $request_id; add_header x-amz-apigw-id $connection;
    """
    upstream = f"upstream b {{ server {address}; keepalive 512; keepalive_requests 1000000000; keepalive_timeout 1h; }}"
    rules = f"""
    option forwardfor
    http-request set-header X-Forwarded-Port 80
    http-request set-header X-Forwarded-Proto http
    http-request set-header X-Amzn-Trace-Id "Root=1-%[uuid()]"
    http-response set-header x-amzn-RequestId "%[uuid()]"
    http-response set-header x-amz-apigw-id "%[rand]"
    default_backend b
backend b
    http-reuse always
    server s {address} pool-max-conn -1 pool-purge-delay 1h"""
    return backend, [
        nginx(folder, "nginx", free_port(), f"proxy_pass http://b; {forwarded}", upstream),
        haproxy(folder, free_port(), rules),
        gatehouse(folder, free_port(), {"type": "http_proxy", "httpMethod": "GET", "uri": f"http://{address}{PATH}"})]


def tool_contenders(folder, modules):
    """Tools of the same trade, from a folder in which `npm install` put them."""
    programs = Path(modules).resolve() / "node_modules/.bin"
    servers = [gatehouse(folder, free_port(), mock_integration(BODY))]
    if (programs / "mockoon-cli").exists():
        port = free_port()
        route = {"uuid": "r1", "type": "http", "method": "get", "endpoint": "dev/pets", "responses": [
            {"uuid": "a1", "body": BODY, "statusCode": 200, "latency": 0, "default": True, "bodyType": "INLINE",
             "headers": [{"key": "Content-Type", "value": "application/json"}], "rules": [], "disableTemplating": True}]}
        (folder / "mockoon.json").write_text(json.dumps({
            "uuid": "e1", "lastMigration": 33, "name": "bench", "port": port, "hostname": "127.0.0.1",
            "rootChildren": [{"type": "route", "uuid": "r1"}], "routes": [route]}))
        servers.append(Server("mockoon", [programs / "mockoon-cli", "start", "--data", folder / "mockoon.json",
                                          "--port", port, "--disable-log-to-file"], port, programs=programs))
    if (programs / "serverless").exists():
        port = free_port()
        (folder / "handler.js").write_text(
            f"exports.pets = async () => ({{ statusCode: 200, body: '{BODY}' }});\n")
        (folder / "serverless.yml").write_text(f"""
service: bench
provider: {{ name: aws, runtime: nodejs20.x }}
plugins: [serverless-offline]
custom: {{ serverless-offline: {{ httpPort: {port}, lambdaPort: {free_port()}, noTimeout: true }} }}
functions: {{ pets: {{ handler: handler.pets, events: [{{ http: {{ path: pets, method: get }} }}] }} }}
""")
        os.symlink(Path(modules).resolve() / "node_modules", folder / "node_modules")
        servers.append(Server("serverless", [programs / "serverless", "offline"], port, folder=folder,
                              programs=programs))
    return servers


# ---- Measuring ---------------------------------------------------------------------------------------------------


def one_run(server, backend, connections, seconds):
    """Requests a second, processor time a request (us), and the cores that all other processes used meanwhile."""
    own = [server.process.pid] + ([backend.process.pid] if backend else [])
    machine, before = machine_cpu_seconds(), [cpu_seconds(pid) for pid in own]
    children = resource.getrusage(resource.RUSAGE_CHILDREN)
    out = subprocess.run(["taskset", "-c", "1", "wrk", "-t1", f"-c{connections}", f"-d{seconds}s",
                          *(["-s", server.script] if server.script else []),
                          "-H", "Accept: application/json", f"http://127.0.0.1:{server.port}{server.path}"],
                         check=True, capture_output=True, text=True).stdout
    used = [cpu_seconds(pid) - start for pid, start in zip(own, before)]
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    load = after.ru_utime + after.ru_stime - children.ru_utime - children.ru_stime
    if "Non-2xx" in out or "Socket errors" in out:
        sys.exit(f"{server.name} failed under load:\n{out}")
    requests = int(re.search(r"(\d+) requests in", out)[1])
    rate = float(re.search(r"Requests/sec:\s+([\d.]+)", out)[1])
    foreign = (machine_cpu_seconds() - machine - sum(used) - load) / seconds
    return rate, used[0] * 1e6 / max(requests, 1), foreign


def throughput(title, servers, options, backend=None, connections=None):
    connections = connections or options.connections
    for server in servers:
        server.start()
        one_run(server, backend, connections, 1)  # warm
    runs = {server.name: [] for server in servers}
    for number in range(options.rounds):
        for server in servers if number % 2 == 0 else reversed(servers):
            runs[server.name].append(one_run(server, backend, connections, options.seconds))
    foreign = statistics.median(run[2] for rounds in runs.values() for run in rounds)
    print(f"\n{title}: {connections} connections, {options.rounds} rounds of {options.seconds} s; "
          f"other processes used {max(foreign, 0):.2f} cores")
    print(f"  {'':12} {'requests/s':>11} {'ratio':>6} {'us of CPU':>10} {'ratio':>6}")
    first = None
    for server in servers:
        rate, cpu = (statistics.median(run[i] for run in runs[server.name]) for i in (0, 1))
        first = first or (rate, cpu)
        print(f"  {server.name:12} {rate:11,.0f} {rate / first[0]:6.2f} {cpu:10.1f} {cpu / first[1]:6.2f}", flush=True)
    for server in servers:
        server.stop()


def idle_memory(servers, options):
    print(f"\nmemory per idle connection, of {options.idle} that have each sent one request")
    print(f"  {'':12} {'KiB':>11} {'MiB before':>12}")
    for server in servers:
        server.start()
        before = resident_kib(server.process.pid)
        held = []
        for _ in range(options.idle):
            connection = socket.create_connection(("127.0.0.1", server.port), 30)
            connection.sendall(f"GET {server.path} HTTP/1.1\r\nHost: localhost\r\n\r\n".encode())
            connection.recv(65536)
            held.append(connection)
        grown = resident_kib(server.process.pid) - before
        print(f"  {server.name:12} {grown / options.idle:11.2f} {before / 1024:12.1f}", flush=True)
        for connection in held:
            connection.close()
        server.stop()


def start_up(servers, options):
    print(f"\nstart-up, from the program's start to its first answer; median of {options.rounds}")
    print(f"  {'':12} {'ms':>11}")
    for server in servers:
        took = []
        for _ in range(options.rounds):
            took.append(server.start())
            server.stop()
        print(f"  {server.name:12} {statistics.median(took) * 1000:11.1f}", flush=True)


SCENARIOS = ["mock", "templates", "proxy", "large", "idle", "start"]


def main():
    parser = argparse.ArgumentParser(prog="tests/bench/compare.sh", description=__doc__,
                                     formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("scenarios", nargs="*", metavar="SCENARIO",
                        help=f"any of {', '.join(SCENARIOS)}; all if not given")
    parser.add_argument("--rounds", type=int, default=9)
    parser.add_argument("--seconds", type=int, default=2, help="length of a run")
    parser.add_argument("--connections", type=int, default=64)
    parser.add_argument("--idle", type=int, default=2000, help="idle connections")
    parser.add_argument("--tools", metavar="DIR", help="measure Mockoon and serverless-offline too, from DIR/node_modules "
                        "(npm install node@20 @mockoon/cli serverless@3 serverless-offline@13)")
    options = parser.parse_args()
    if unknown := set(options.scenarios) - set(SCENARIOS):
        parser.error(f"unknown scenario: {', '.join(unknown)}")
    if missing := [tool for tool in ("wrk", "nginx", "haproxy", "taskset") if not shutil.which(tool)]:
        sys.exit(f"not installed: {', '.join(missing)}")
    hard = resource.getrlimit(resource.RLIMIT_NOFILE)[1]
    resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))

    wanted = options.scenarios or SCENARIOS
    with tempfile.TemporaryDirectory() as folder:
        folder = Path(folder)
        mocks = mock_contenders(folder)
        if "mock" in wanted:
            throughput("mock answers", mocks, options)
        if "templates" in wanted:
            throughput("MOCK with templates on a body of 1 KB", template_contenders(folder), options)
        for name, size in (("proxy", 0), ("large", 100 * 1024)):
            if name in wanted:
                backend, servers = proxy_contenders(folder, size)
                throughput(f"proxied answers of {size or len(BODY)} octets", servers, options, backend)
                backend.stop()
        mocks = mock_contenders(folder)
        if "idle" in wanted:
            idle_memory(mocks, options)
        if "start" in wanted:
            start_up(mocks, options)
        if options.tools:
            throughput("mock answers of tools", tool_contenders(folder, options.tools), options, connections=32)


if __name__ == "__main__":
    main()
