#pragma once

#include <QTranslator>

namespace gatehouse::ui::testing {

/// A language that does not exist: each text comes back between « and », with accents and a third longer. What then
/// shows without the marks was not passed through tr(), and what does not fit would not fit in Finnish.
class PseudoTranslator final : public QTranslator {
public:
    using QTranslator::QTranslator;

    [[nodiscard]] bool isEmpty() const override { return false; }
    [[nodiscard]] QString translate(const char *context, const char *source, const char *disambiguation,
                                    int n) const override;

    [[nodiscard]] static QString pseudo(const QString &text);
};

} // namespace gatehouse::ui::testing
