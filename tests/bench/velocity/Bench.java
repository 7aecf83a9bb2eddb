// The template of vtl_sample.h with the same data in Apache Velocity 1.7, for velocity.sh. Reads commands from standard
// input, a line each, and answers each with a line: "render" and "parse" (parsing included) with the nanoseconds of
// process CPU time a rendering took (all threads: compiler and collector count), "octets" with the size of the output.
import com.sun.management.OperatingSystemMXBean;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.io.StringReader;
import java.io.StringWriter;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Paths;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.velocity.Template;
import org.apache.velocity.VelocityContext;
import org.apache.velocity.runtime.RuntimeInstance;
import org.apache.velocity.runtime.log.NullLogChute;

public class Bench {
    public static class Input {
        private final Object body;
        private final Object parameters;

        Input(Object body, Object parameters) {
            this.body = body;
            this.parameters = parameters;
        }
        public Object path(String path) {
            return body;
        }
        public Object params() {
            return parameters;
        }
    }

    public static class Util {
        public String escapeJavaScript(String text) {
            StringBuilder out = new StringBuilder(text.length() + 8);
            for (int i = 0; i < text.length(); ++i) {
                char c = text.charAt(i);
                if (c == '"' || c == '\\' || c == '\'' || c == '/')
                    out.append('\\');
                out.append(c);
            }
            return out.toString();
        }
    }

    static Map<String, Object> map(Object... pairs) {
        Map<String, Object> made = new LinkedHashMap<>();
        for (int i = 0; i < pairs.length; i += 2)
            made.put((String) pairs[i], pairs[i + 1]);
        return made;
    }

    static Map<String, Object> values() {
        String[] types = {"dog", "cat", "fish", "bird"};
        List<Object> items = new ArrayList<>();
        for (int i = 0; i < 20; ++i)
            items.add(map("id", i + 1, "type", types[i % 4], "price", i % 3 == 0 ? 249 : 25, "qty", i % 5 + 1));
        Object body = map("user", map("name", "Ada \"L\" O'Neil", "role", "admin"), "items", items);
        Object header = map("Accept", "application/json", "Host", "example.com", "User-Agent", "bench/1.0",
                            "X-Forwarded-For", "127.0.0.1", "Accept-Encoding", "gzip");
        return map("input", new Input(body, map("path", map(), "querystring", map(), "header", header)), "util", new Util(),
                   "context",
                   map("requestId", "c6af9ac6-7b61-11e6-9a41-93e8deadbeef", "stage", "dev", "identity",
                       map("sourceIp", "127.0.0.1")),
                   "stageVariables", map("source", "bench"));
    }

    static RuntimeInstance engine = new RuntimeInstance();
    static String text;
    static Map<String, Object> values = values();

    static Template parse() throws Exception {
        Template template = new Template();
        template.setName("t");
        template.setRuntimeServices(engine);
        template.setData(engine.parse(new StringReader(text), "t"));
        template.initDocument();
        return template;
    }

    static int render(Template template) throws Exception {
        StringWriter out = new StringWriter(4096);
        template.merge(new VelocityContext(new LinkedHashMap<>(values)), out);
        return out.getBuffer().length();
    }

    /** CPU nanoseconds a rendering, over half a second or more. */
    static long measure(Template parsed) throws Exception {
        OperatingSystemMXBean process = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
        long begin = process.getProcessCpuTime();
        long done = 0;
        do {
            for (int i = 0; i < 200; ++i)
                render(parsed != null ? parsed : parse());
            done += 200;
        } while (process.getProcessCpuTime() - begin < 500_000_000L);
        return (process.getProcessCpuTime() - begin) / done;
    }

    public static void main(String[] arguments) throws Exception {
        text = new String(Files.readAllBytes(Paths.get(arguments[0])), StandardCharsets.UTF_8);
        engine.setProperty("runtime.log.logsystem.class", NullLogChute.class.getName());
        engine.setProperty("velocimacro.library", "");
        engine.init();
        Template parsed = parse();
        for (int i = 0; i < 8; ++i) { // warm
            measure(parsed);
            measure(null);
        }
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.US_ASCII));
        for (String line = in.readLine(); line != null; line = in.readLine())
            System.out.println(line.equals("octets") ? render(parsed) : measure(line.equals("parse") ? null : parsed));
    }
}
