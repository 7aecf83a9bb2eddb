// Debugging from the GUI thread: what arrives, and that nothing is left behind.
#include "ui/playground/debug_session.h"

#include <QSignalSpy>
#include <QTest>

using namespace gatehouse;
using namespace gatehouse::ui;

class DebugSessionTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void tellsOfPausesAndTheEnd();
    void saysWhyATemplateDoesNotStart();
    void startsAnewWhenTheOldOneHasEnded();
    void keepsWatchesFromPauseToPause();
    void goesWhilePaused();
    void ignoresMovesWhileNotPaused();
};

namespace {

const QString kLoop = QStringLiteral("#foreach($i in [1, 2])\n$i\n#end\ndone");

bool pauses(DebugSession &session)
{
    QSignalSpy spy(&session, &DebugSession::paused);
    return spy.wait(10'000);
}

bool ends(DebugSession &session)
{
    QSignalSpy spy(&session, &DebugSession::finished);
    return !session.isActive() || spy.wait(10'000);
}

} // namespace

void DebugSessionTest::tellsOfPausesAndTheEnd()
{
    DebugSession session;
    DebugEndPtr end;
    connect(&session, &DebugSession::finished, this, [&end](const DebugEndPtr &told) { end = told; });
    session.setBreakpoints({{2, {}, 1, true}});
    session.start(kLoop, {}, {}, false);
    QCOMPARE(session.state(), DebugSession::State::Running);
    QVERIFY(pauses(session));
    QCOMPARE(session.state(), DebugSession::State::Paused);
    QCOMPARE(session.lastPause()->stack.front().line, 2U);
    session.resume();
    QCOMPARE(session.state(), DebugSession::State::Running);
    QVERIFY(pauses(session));
    QCOMPARE(session.lastPause()->output, std::string("1\n"));
    session.stepOut();
    QVERIFY(ends(session));
    QCOMPARE(end->output, std::string("1\n2\ndone"));
    QCOMPARE(session.state(), DebugSession::State::Idle);
}

void DebugSessionTest::saysWhyATemplateDoesNotStart()
{
    DebugSession session;
    QSignalSpy failed(&session, &DebugSession::failedToStart);
    session.start(QStringLiteral("a\n#if("), {}, {}, false);
    QCOMPARE(failed.count(), 1);
    QVERIFY(failed.first().first().toString().startsWith(QStringLiteral("line 2")));
    QVERIFY(!session.isActive());
}

void DebugSessionTest::startsAnewWhenTheOldOneHasEnded()
{
    DebugSession session;
    QSignalSpy finished(&session, &DebugSession::finished);
    session.start(kLoop, {}, {}, true);
    QVERIFY(pauses(session));
    session.start(QStringLiteral("#set($a = 1)\n$a"), {}, {}, true);
    QVERIFY(pauses(session));
    QCOMPARE(finished.count(), 1);
    QCOMPARE(session.source(), QStringLiteral("#set($a = 1)\n$a"));
    session.stop();
    QVERIFY(ends(session));
}

void DebugSessionTest::keepsWatchesFromPauseToPause()
{
    DebugSession session;
    session.setWatches({QStringLiteral("$i * 10")});
    session.setBreakpoints({{2, {}, 1, true}});
    session.start(kLoop, {}, {}, false);
    QVERIFY(pauses(session));
    QCOMPARE(session.lastPause()->watches.at(0).value.text, std::string("10"));
    session.setWatches({QStringLiteral("$i * 10"), QStringLiteral("$i")});
    QVERIFY(pauses(session)); // told anew
    QCOMPARE(session.lastPause()->watches.size(), std::size_t(2));
    session.resume();
    QVERIFY(pauses(session));
    QCOMPARE(session.lastPause()->watches.at(0).value.text, std::string("20"));
    QSignalSpy evaluated(&session, &DebugSession::evaluated);
    QVERIFY(session.evaluate(QStringLiteral("$i + 1")));
    QVERIFY(evaluated.wait(10'000));
    QCOMPARE(evaluated.first().first().value<playground::WatchResult>().value.text, std::string("3"));
}

void DebugSessionTest::goesWhilePaused()
{
    QElapsedTimer timer;
    {
        DebugSession session;
        session.start(kLoop, {}, {}, true);
        QVERIFY(pauses(session));
        timer.start();
    }
    QVERIFY(timer.elapsed() < 5'000);
}

void DebugSessionTest::ignoresMovesWhileNotPaused()
{
    DebugSession session;
    session.stepOver();
    session.resume();
    session.stop();
    session.pause();
    QVERIFY(!session.evaluate(QStringLiteral("1")));
    QCOMPARE(session.state(), DebugSession::State::Idle);
    session.start(QStringLiteral("x$a"), {}, {}, false); // what was asked for before is not remembered
    QVERIFY(ends(session));
    QVERIFY(!session.lastPause());
}

QTEST_MAIN(DebugSessionTest)
#include "debug_session_test.moc"
