#include "ui/widgets/icons.h"
#include "ui/widgets/method_badge.h"
#include "ui/widgets/status_badge.h"
#include "ui/widgets/theme.h"

#include <QApplication>
#include <QPalette>
#include <QPixmap>
#include <QTest>

using namespace gatehouse::ui;

class ThemeTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void textHasEnoughContrast_data();
    void textHasEnoughContrast();
    void methodFillsDifferInLightness_data() { eachScheme(); }
    void methodFillsDifferInLightness();
    void iconsFollowTheTheme();
    void everyIconDraws_data();
    void everyIconDraws();
    void unknownIconIsNull();
    void statusIsNamedInWords_data();
    void statusIsNamedInWords();
    void badgeOfAStatusHasRoomForItsWords_data() { statusIsNamedInWords_data(); }
    void badgeOfAStatusHasRoomForItsWords();
    void badgesOfTheUsualMethodsAreEquallyWide();

private:
    static void eachScheme()
    {
        QTest::addColumn<Scheme>("scheme");
        QTest::newRow("light") << Scheme::Light;
        QTest::newRow("dark") << Scheme::Dark;
        QTest::newRow("high contrast") << Scheme::HighContrast;
    }
};

namespace {

constexpr ColorRole kMethods[]
    = {ColorRole::MethodGet,    ColorRole::MethodPost, ColorRole::MethodPut,  ColorRole::MethodPatch,
       ColorRole::MethodDelete, ColorRole::MethodAny,  ColorRole::MethodOther};

/// CIE L*, 0 to 100, from the luminance that contrastRatio() to black gives.
double lightness(const QColor &color)
{
    const double y = contrastRatio(color, Qt::black) * 0.05 - 0.05;
    return y <= 216.0 / 24389.0 ? y * 24389.0 / 27.0 : 116.0 * std::cbrt(y) - 16.0;
}

} // namespace

void ThemeTest::textHasEnoughContrast_data()
{
    QTest::addColumn<Scheme>("scheme");
    QTest::addColumn<ColorRole>("foreground");
    QTest::addColumn<ColorRole>("background");
    const std::pair<const char *, Scheme> schemes[]
        = {{"light", Scheme::Light}, {"dark", Scheme::Dark}, {"high contrast", Scheme::HighContrast}};
    const std::pair<const char *, ColorRole> inks[]
        = {{"text", ColorRole::Text},       {"muted text", ColorRole::MutedText}, {"accent", ColorRole::Accent},
           {"success", ColorRole::Success}, {"warning", ColorRole::Warning},      {"error", ColorRole::Error},
           {"info", ColorRole::Info}};
    const std::pair<const char *, ColorRole> papers[] = {{"window", ColorRole::Window},
                                                         {"surface", ColorRole::Surface},
                                                         {"raised surface", ColorRole::SurfaceRaised},
                                                         {"selection", ColorRole::Selection}};
    for (const auto &[schemeName, scheme] : schemes) {
        for (const auto &[inkName, ink] : inks) {
            for (const auto &[paperName, paper] : papers)
                QTest::addRow("%s: %s on %s", schemeName, inkName, paperName) << scheme << ink << paper;
        }
        QTest::addRow("%s: on accent", schemeName) << scheme << ColorRole::OnAccent << ColorRole::Accent;
        QTest::addRow("%s: bracket", schemeName) << scheme << ColorRole::Text << ColorRole::CodeBracket;
        QTest::addRow("%s: match", schemeName) << scheme << ColorRole::Text << ColorRole::CodeMatch;
        QTest::addRow("%s: origin", schemeName) << scheme << ColorRole::Text << ColorRole::CodeOrigin;
        QTest::addRow("%s: execution", schemeName) << scheme << ColorRole::Text << ColorRole::CodeExecution;
        QTest::addRow("%s: uncovered", schemeName) << scheme << ColorRole::Text << ColorRole::CodeUncovered;
    }
}

void ThemeTest::textHasEnoughContrast()
{
    QFETCH(const Scheme, scheme);
    QFETCH(const ColorRole, foreground);
    QFETCH(const ColorRole, background);
    applyTheme(*qApp, scheme);
    const double ratio = contrastRatio(themeColor(foreground), themeColor(background));
    QVERIFY2(ratio >= 4.5, qPrintable(QString::number(ratio)));
}

void ThemeTest::methodFillsDifferInLightness()
{
    QFETCH(const Scheme, scheme);
    applyTheme(*qApp, scheme);
    for (const ColorRole one : kMethods) {
        QVERIFY(contrastRatio(badgeTextColor(themeColor(one)), themeColor(one)) >= 4.5);
        for (const ColorRole other : kMethods) {
            if (one != other)
                QVERIFY2(std::abs(lightness(themeColor(one)) - lightness(themeColor(other))) >= 4.0,
                         qPrintable(QStringLiteral("%1 and %2: %3, %4")
                                        .arg(int(one))
                                        .arg(int(other))
                                        .arg(lightness(themeColor(one)))
                                        .arg(lightness(themeColor(other)))));
        }
    }
}

void ThemeTest::iconsFollowTheTheme()
{
    const QIcon run = icon(QStringLiteral("run"));
    applyTheme(*qApp, Scheme::Light);
    const QImage light = run.pixmap(24).toImage();
    applyTheme(*qApp, Scheme::Dark);
    const QImage dark = run.pixmap(24).toImage();
    QVERIFY(light != dark);
    QCOMPARE(qApp->palette().color(QPalette::Base), themeColor(ColorRole::Surface));
}

void ThemeTest::everyIconDraws_data()
{
    QTest::addColumn<QString>("name");
    QVERIFY(iconNames().size() >= 40);
    for (const QString &name : iconNames())
        QTest::newRow(qPrintable(name)) << name;
}

void ThemeTest::everyIconDraws()
{
    QFETCH(const QString, name);
    const QPixmap pixmap = icon(name).pixmap(QSize(16, 16), 2.0);
    QCOMPARE(pixmap.size(), QSize(32, 32));
    const QImage image = pixmap.toImage().convertToFormat(QImage::Format_ARGB32);
    int inked = 0;
    for (int y = 0; y < image.height(); ++y) {
        for (int x = 0; x < image.width(); ++x)
            inked += qAlpha(image.pixel(x, y)) > 128;
    }
    QVERIFY2(inked > 10, qPrintable(QString::number(inked)));
    // The border of the grid stays free, so that icons of one row look equally large.
    for (int i = 0; i < image.width(); ++i) {
        QCOMPARE(qAlpha(image.pixel(i, 0)), 0);
        QCOMPARE(qAlpha(image.pixel(0, i)), 0);
        QCOMPARE(qAlpha(image.pixel(i, image.height() - 1)), 0);
        QCOMPARE(qAlpha(image.pixel(image.width() - 1, i)), 0);
    }
}

void ThemeTest::unknownIconIsNull()
{
    QTest::ignoreMessage(QtWarningMsg, "No icon is named \"no-such-icon\"");
    QVERIFY(icon(QStringLiteral("no-such-icon")).isNull());
}

void ThemeTest::statusIsNamedInWords_data()
{
    QTest::addColumn<int>("status");
    QTest::addColumn<QString>("text");
    QTest::newRow("success") << 200 << QStringLiteral("200 OK");
    QTest::newRow("client error") << 403 << QStringLiteral("403 Forbidden");
    QTest::newRow("server error") << 502 << QStringLiteral("502 Bad Gateway");
    QTest::newRow("without a phrase") << 299 << QStringLiteral("299");
    QTest::newRow("client gone") << 0 << QStringLiteral("No answer");
}

void ThemeTest::statusIsNamedInWords()
{
    QFETCH(const int, status);
    QTEST(statusText(status), "text");
}

void ThemeTest::badgeOfAStatusHasRoomForItsWords()
{
    QFETCH(const int, status);
    QFETCH(const QString, text);
    for (double points = 7.0; points < 20.0; points += 0.25) {
        QFont font = qApp->font();
        font.setPointSizeF(points);
        // Without words a badge is its shape and the gap.
        const int shape = qRound(QFontMetrics(font).ascent() * 0.68) + 6;
        const int room = statusBadgeSize(status, font).width() - shape;
        QCOMPARE(QFontMetrics(font).elidedText(text, Qt::ElideRight, room), text);
    }
}

void ThemeTest::badgesOfTheUsualMethodsAreEquallyWide()
{
    const QFont font = qApp->font();
    const QSize get = methodBadgeSize(QStringLiteral("GET"), font);
    QCOMPARE(methodBadgeSize(QStringLiteral("DELETE"), font), get);
    QCOMPARE(methodBadgeSize(QStringLiteral("x-amazon-apigateway-any-method"), font), get);
    QVERIFY(methodBadgeSize(QStringLiteral("PROPPATCHED"), font).width() > get.width());
}

QTEST_MAIN(ThemeTest)
#include "theme_test.moc"
