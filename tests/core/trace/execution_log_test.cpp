#include "core/trace/recorder.h"

#include <QtTest/QTest>

using namespace gatehouse;
using namespace gatehouse::trace;

namespace
{

Trace petRequest()
{
    Trace trace;
    trace.requestId = "rid";
    trace.startedAt = SystemTime(std::chrono::seconds(1738628916)); // Tue Feb 04 00:28:36 UTC 2025
    trace.stage = "dev";
    trace.httpMethod = "GET";
    trace.path = "/dev/pets/123";
    trace.query = "foo=x&foo=bar";
    trace.resourcePath = "/pets/{petId}";
    trace.pathParameters = {{"petId", "123"}};
    trace.request.fields = {{"content-type", "application/json"}};
    trace.status = 200;
    return trace;
}

void addEndpoint(Trace &trace)
{
    trace.endpointUri = "http://127.0.0.1:1/pets/123";
    trace.endpointRequest.startLine = "GET /pets/123 HTTP/1.1";
    trace.endpointRequest.fields = {{"Accept", "application/json"}};
    trace.endpointResponse.startLine = "200 OK";
    trace.endpointResponse.fields = {{"Content-Type", "application/json"}};
    trace.endpointResponse.body = "{}";
    trace.integrationLatency = std::chrono::milliseconds(37);
}

const std::string kStart = "Execution log for request rid\n"
                           "Tue Feb 04 00:28:36 UTC 2025 : Starting execution for request: rid\n"
                           "Tue Feb 04 00:28:36 UTC 2025 : HTTP Method: GET, Resource Path: /pets/123\n"
                           "Tue Feb 04 00:28:36 UTC 2025 : Method request path: {petId=123}\n"
                           "Tue Feb 04 00:28:36 UTC 2025 : Method request query string: {foo=bar}\n"
                           "Tue Feb 04 00:28:36 UTC 2025 : Method request headers: {content-type=application/json}\n"
                           "Tue Feb 04 00:28:36 UTC 2025 : Method request body before transformations: \n";

const std::string kEndpointRequest
    = "Tue Feb 04 00:28:36 UTC 2025 : Endpoint request URI: http://127.0.0.1:1/pets/123\n"
      "Tue Feb 04 00:28:36 UTC 2025 : Endpoint request headers: {Accept=application/json}\n"
      "Tue Feb 04 00:28:36 UTC 2025 : Endpoint request body after transformations: \n"
      "Tue Feb 04 00:28:36 UTC 2025 : Sending request to http://127.0.0.1:1/pets/123\n";

} // namespace

class ExecutionLogTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void measuredTextOfAMockRequest()
    {
        Trace trace = petRequest();
        trace.response.fields = {{"Date", "x"}, {"Content-Type", "application/json"}, {"x-amzn-RequestId", "rid"}};
        trace.response.body = "[]";
        QCOMPARE(executionLog(trace),
                 kStart
                     + "Tue Feb 04 00:28:36 UTC 2025 : Method response body after transformations: []\n"
                       "Tue Feb 04 00:28:36 UTC 2025 : Method response headers: {Content-Type=application/json}\n"
                       "Tue Feb 04 00:28:36 UTC 2025 : Successfully completed execution\n"
                       "Tue Feb 04 00:28:36 UTC 2025 : Method completed with status: 200\n");
    }

    void measuredTextOfAnHttpRequest()
    {
        Trace trace = petRequest();
        addEndpoint(trace);
        trace.response.body = "{}";
        QCOMPARE(executionLog(trace),
                 kStart + kEndpointRequest
                     + "Tue Feb 04 00:28:36 UTC 2025 : Received response. Status: 200, Integration latency: 37 ms\n"
                       "Tue Feb 04 00:28:36 UTC 2025 : Endpoint response headers: {Content-Type=application/json}\n"
                       "Tue Feb 04 00:28:36 UTC 2025 : Endpoint response body before transformations: {}\n"
                       "Tue Feb 04 00:28:36 UTC 2025 : Method response body after transformations: {}\n"
                       "Tue Feb 04 00:28:36 UTC 2025 : Method response headers: {}\n"
                       "Tue Feb 04 00:28:36 UTC 2025 : Successfully completed execution\n"
                       "Tue Feb 04 00:28:36 UTC 2025 : Method completed with status: 200\n");
    }

    void measuredTextOfAFailure()
    {
        Trace trace = petRequest();
        addEndpoint(trace);
        trace.endpointResponse = {};
        trace.gatewayResponseType = "INTEGRATION_TIMEOUT";
        trace.executionFailure = "Execution failed due to a timeout error";
        trace.status = 504;
        QCOMPARE(executionLog(trace),
                 kStart + kEndpointRequest
                     + "Tue Feb 04 00:28:36 UTC 2025 : Execution failed due to a timeout error\n"
                       "Tue Feb 04 00:28:36 UTC 2025 : Method completed with status: 504\n");
    }

    void longFieldMapsAreCut()
    {
        Trace trace = petRequest();
        trace.request.fields = {{"x", std::string(2000, 'v')}};
        const std::string log = executionLog(trace);
        const std::size_t begin = log.find("{x=");
        const std::string text = log.substr(begin, log.find('\n', begin) - begin);
        QCOMPARE(text.size(), std::size_t(998) + std::string(" [TRUNCATED]").size());
        QVERIFY(text.ends_with("vvv [TRUNCATED]"));
    }

    void recorderThatWasNotStartedRecordsNothing()
    {
        Recorder recorder;
        recorder.begin("route/match", Phase::Frontend);
        recorder.read("stage", "dev");
        recorder.end(Outcome::Answered);
        QVERIFY(!recorder);
        QVERIFY(!recorder.finish());
    }

    void recorderTimesItsSteps()
    {
        VirtualClock clock;
        Recorder recorder;
        recorder.start(clock);
        recorder.begin("route/match", Phase::Frontend);
        clock.advance(std::chrono::microseconds(5));
        recorder.decided("route", "GET /pets");
        recorder.begin("mock/invoke", Phase::Integration);
        clock.advance(std::chrono::microseconds(7));
        recorder.end(Outcome::Failed);
        const auto trace = recorder.finish();
        QVERIFY(!recorder);
        QCOMPARE(trace->steps.size(), std::size_t(2));
        QCOMPARE(trace->steps[0].duration.count(), 5000);
        QCOMPARE(trace->steps[0].notes.front().value, std::string("GET /pets"));
        QCOMPARE(trace->steps[1].start.count(), 5000);
        QCOMPARE(trace->steps[1].outcome, Outcome::Failed);
        QCOMPARE(trace->duration.count(), 12000);
    }

    void secretsAreMasked()
    {
        Message message;
        captureHead(message,
                    "GET / HTTP/1.1\r\nAuthorization: Bearer abcdef123456\r\nx-api-key: short\r\nAccept: a/b\r\n\r\n");
        QCOMPARE(message.startLine, std::string("GET / HTTP/1.1"));
        QCOMPARE(message.fields[0].value, std::string("*************123456"));
        QCOMPARE(message.fields[1].value, std::string("*****"));
        QCOMPARE(message.fields[2].value, std::string("a/b"));
    }

    void bodiesAreCut()
    {
        Message message;
        captureBody(message, std::string(kMaxBody - 1, 'a'));
        QVERIFY(!message.bodyTruncated);
        captureBody(message, "bc");
        QVERIFY(message.bodyTruncated);
        QCOMPARE(message.body.size(), kMaxBody);
    }
};

QTEST_APPLESS_MAIN(ExecutionLogTest)
#include "execution_log_test.moc"
