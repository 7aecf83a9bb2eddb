#include "ui/editors/method_summary.h"

#include <QtTest/QTest>

using namespace gatehouse;
using namespace gatehouse::ui;

class MethodSummaryTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void goodAnswersPassEveryPlace();
    void refusalsAreMarkedWhereTheyHappen();

private:
    using State = PlaceTrace::State;
    static trace::Step step(const char *name, trace::Phase phase, trace::Outcome outcome = trace::Outcome::Continued)
    {
        trace::Step result;
        result.name = name;
        result.phase = phase;
        result.outcome = outcome;
        return result;
    }
    static State at(const trace::Trace &trace, DiagramPlace place)
    {
        return placesOf(trace)[static_cast<std::size_t>(place)].state;
    }
};

void MethodSummaryTest::goodAnswersPassEveryPlace()
{
    trace::Trace trace; // a method request with nothing to check takes no step of its own
    trace.steps = {step("integration-request/body", trace::Phase::IntegrationRequest),
                   step("integration/http", trace::Phase::Integration),
                   step("integration-response/map", trace::Phase::IntegrationResponse),
                   step("method-response/send", trace::Phase::MethodResponse, trace::Outcome::Answered)};
    for (const auto place : {DiagramPlace::MethodRequest, DiagramPlace::IntegrationRequest, DiagramPlace::Integration,
                             DiagramPlace::IntegrationResponse, DiagramPlace::MethodResponse})
        QCOMPARE(at(trace, place), State::Passed);
}

void MethodSummaryTest::refusalsAreMarkedWhereTheyHappen()
{
    trace::Trace trace;
    trace.steps = {step("method-request/required-parameters", trace::Phase::MethodRequest, trace::Outcome::Answered)};
    QCOMPARE(at(trace, DiagramPlace::MethodRequest), State::Answered);
    QCOMPARE(at(trace, DiagramPlace::Integration), State::NotReached);
    trace.steps = {step("route/match", trace::Phase::Frontend, trace::Outcome::Failed)};
    QCOMPARE(at(trace, DiagramPlace::MethodRequest), State::NotReached);
}

QTEST_MAIN(MethodSummaryTest)
#include "method_summary_test.moc"
