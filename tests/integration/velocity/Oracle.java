// Renders templates with Apache Velocity 1.7, for differential_test.cpp. Reads one template a line from standard input
// (base64), writes one line each: "ok BASE64", "parse" or "runtime". Every template gets a new engine and new data.
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.io.StringReader;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.velocity.Template;
import org.apache.velocity.VelocityContext;
import org.apache.velocity.runtime.RuntimeInstance;
import org.apache.velocity.runtime.log.NullLogChute;
import org.apache.velocity.runtime.parser.node.SimpleNode;

public class Oracle {
    static VelocityContext context() {
        Map<String, Object> inner = new LinkedHashMap<>();
        inner.put("z", new ArrayList<Object>(Arrays.asList(1, 2)));
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("a", 1);
        map.put("b c", "x");
        map.put("k", inner);
        map.put("nil", null);
        Map<String, Object> values = new LinkedHashMap<>();
        values.put("s", "Hello, a,b");
        values.put("e", "");
        values.put("n", 5);
        values.put("g", 3000000000L);
        values.put("d", 2.5);
        values.put("t", true);
        values.put("f", false);
        values.put("l", new ArrayList<Object>(Arrays.asList(3, "a", true, "b")));
        values.put("m", map);
        return new VelocityContext(values);
    }

    static String render(String template) {
        RuntimeInstance engine = new RuntimeInstance();
        engine.setProperty("runtime.log.logsystem.class", NullLogChute.class.getName());
        engine.setProperty("velocimacro.library", "");
        try {
            engine.init();
        } catch (Exception failure) {
            return "runtime";
        }
        Template prepared = new Template();
        try {
            SimpleNode tree = engine.parse(new StringReader(template), "t");
            prepared.setName("t");
            prepared.setRuntimeServices(engine);
            prepared.setData(tree);
            prepared.initDocument(); // once: a second time it would count escapes anew
        } catch (Throwable failure) {
            return "parse";
        }
        try {
            StringWriter out = new StringWriter();
            prepared.merge(context(), out);
            return "ok " + Base64.getEncoder().encodeToString(out.toString().getBytes(StandardCharsets.UTF_8));
        } catch (Throwable failure) {
            return "runtime";
        }
    }

    public static void main(String[] arguments) throws Exception {
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.US_ASCII));
        PrintStream out = new PrintStream(System.out, true, "US-ASCII");
        for (String line = in.readLine(); line != null; line = in.readLine())
            out.println(render(new String(Base64.getDecoder().decode(line), StandardCharsets.UTF_8)));
    }
}
