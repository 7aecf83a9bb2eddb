#include "ui/settings/settings_dialog.h"

#include "ui/settings/settings.h"
#include "ui/widgets/section_header.h"

#include <QCheckBox>
#include <QComboBox>
#include <QDialogButtonBox>
#include <QFormLayout>
#include <QHostAddress>
#include <QLabel>
#include <QLineEdit>
#include <QSpinBox>
#include <QVBoxLayout>

namespace gatehouse::ui {

SettingsDialog::SettingsDialog(Settings &settings, QWidget *parent)
    : QDialog(parent)
    , m_settings(settings)
{
    setWindowTitle(tr("Settings"));
    auto *form = new QFormLayout; // one for all groups, so that the fields line up
    form->setHorizontalSpacing(kGroupGap);
    form->setVerticalSpacing(kGap);
    form->setFieldGrowthPolicy(QFormLayout::FieldsStayAtSizeHint);
    addAppearance(form);
    addCode(form);
    addGateway(form);

    auto *buttons = new QDialogButtonBox(QDialogButtonBox::Close);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::accept);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(kGroupGap, kGroupGap, kGroupGap, kGroupGap);
    column->setSpacing(kGroupGap);
    column->addLayout(form);
    column->addStretch(1);
    column->addWidget(buttons);
    setMinimumWidth(440);
}

QSpinBox *SettingsDialog::sizeBox(int points, const QString &zeroText, const QString &accessibleName)
{
    auto *box = new QSpinBox;
    box->setRange(Settings::kMinFontSize - 1, Settings::kMaxFontSize); // one below the least stands for zero
    box->setSpecialValueText(zeroText);
    box->setSuffix(tr(" pt"));
    box->setValue(points == 0 ? box->minimum() : points);
    box->setAccessibleName(accessibleName);
    return box;
}

void SettingsDialog::addAppearance(QFormLayout *form)
{
    form->addRow(new SectionHeader(tr("Appearance")));
    auto *scheme = new QComboBox;
    scheme->addItems({tr("As the system"), tr("Light"), tr("Dark"), tr("High contrast")}); // in the order of Scheme
    scheme->setCurrentIndex(static_cast<int>(m_settings.scheme()));
    scheme->setAccessibleName(tr("Theme"));
    connect(scheme, &QComboBox::activated, this,
            [this](int index) { m_settings.setScheme(static_cast<Scheme>(index)); });
    form->addRow(tr("&Theme"), scheme);

    QSpinBox *size = sizeBox(m_settings.fontSize(), tr("As the system"), tr("Text size"));
    connect(size, &QSpinBox::valueChanged, this,
            [this, size](int points) { m_settings.setFontSize(points == size->minimum() ? 0 : points); });
    form->addRow(tr("Text &size"), size);

    auto *animations = new QCheckBox(tr("&Motion that explains"));
    animations->setToolTip(tr("Such as a request that passes the diagram"));
    animations->setChecked(m_settings.animations());
    connect(animations, &QCheckBox::toggled, &m_settings, &Settings::setAnimations);
    form->addRow(animations);
}

void SettingsDialog::addCode(QFormLayout *form)
{
    form->addRow(new SectionHeader(tr("Code")));
    QSpinBox *size = sizeBox(m_settings.codeFontSize(), tr("As other text"), tr("Code size"));
    connect(size, &QSpinBox::valueChanged, this,
            [this, size](int points) { m_settings.setCodeFontSize(points == size->minimum() ? 0 : points); });
    form->addRow(tr("&Code size"), size);
    auto *numbers = new QCheckBox(tr("&Line numbers"));
    numbers->setChecked(m_settings.lineNumbers());
    connect(numbers, &QCheckBox::toggled, &m_settings, &Settings::setLineNumbers);
    form->addRow(numbers);
    auto *wrap = new QCheckBox(tr("&Wrap long lines"));
    wrap->setChecked(m_settings.wrapLines());
    connect(wrap, &QCheckBox::toggled, &m_settings, &Settings::setWrapLines);
    form->addRow(wrap);
}

void SettingsDialog::addGateway(QFormLayout *form)
{
    form->addRow(new SectionHeader(tr("Gateway"), tr("Where the embedded gateway listens from its next start on.")));
    auto *address = new QLineEdit(m_settings.gatewayAddress());
    address->setAccessibleName(tr("Address"));
    address->setMinimumWidth(200);
    form->addRow(tr("&Address"), address);
    auto *warning = new QLabel;
    warning->setWordWrap(true);
    form->addRow(warning);
    auto *port = new QSpinBox;
    port->setRange(0, 65535);
    port->setSpecialValueText(tr("Any free port"));
    port->setValue(m_settings.gatewayPort());
    port->setAccessibleName(tr("Port"));
    form->addRow(tr("&Port"), port);
    auto *startOnOpen = new QCheckBox(tr("&Start the gateway when a project is opened"));
    startOnOpen->setChecked(m_settings.startGatewayOnOpen());
    connect(startOnOpen, &QCheckBox::toggled, &m_settings, &Settings::setStartGatewayOnOpen);
    form->addRow(startOnOpen);

    const auto check = [this, address, port, warning] {
        const QHostAddress host(address->text().trimmed());
        if (host.isNull())
            warning->setText(tr("This is not an IP address: 127.0.0.1 keeps the gateway to this machine."));
        else if (!host.isLoopback())
            warning->setText(tr("Other machines on your network will reach the gateway at this address."));
        warning->setVisible(host.isNull() || !host.isLoopback());
        if (!host.isNull())
            m_settings.setGatewayEndpoint(address->text().trimmed(), static_cast<quint16>(port->value()));
    };
    connect(address, &QLineEdit::editingFinished, this, check);
    connect(port, &QSpinBox::editingFinished, this, check);
    check();
}

} // namespace gatehouse::ui
