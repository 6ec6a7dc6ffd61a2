// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/connections/address_editor.h"

#include "ui/theme/icons.h"
#include "ui/theme/metrics.h"
#include "ui/widgets/plain_text.h"

#include <QComboBox>
#include <QFileDialog>
#include <QFormLayout>
#include <QLineEdit>
#include <QStackedWidget>
#include <QToolButton>
#include <QVBoxLayout>

namespace eventscope::ui {

namespace {

QLabel *quietLabel(const QString &text) {
    QLabel *label = plainLabel(text);
    label->setForegroundRole(QPalette::PlaceholderText);
    wrap(*label);
    return label;
}

QFormLayout *formIn(QWidget *page) {
    auto *form = new QFormLayout(page);
    form->setContentsMargins(0, 0, 0, 0);
    form->setVerticalSpacing(Metrics(page->font()).steps(2));
    form->setFieldGrowthPolicy(QFormLayout::AllNonFixedFieldsGrow);
    return form;
}

} // namespace

AddressEditor::AddressEditor(QWidget *parent) : QWidget(parent), m_form(new QComboBox), m_pages(new QStackedWidget) {
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(Metrics(font()).steps(2));
    const std::pair<AddressForm, QString> forms[] = {{AddressForm::Parts, tr("Host and database")},
                                                     {AddressForm::Whole, tr("An address, or a file")},
                                                     {AddressForm::Service, tr("A service file (pg_service.conf)")},
                                                     {AddressForm::Environment, tr("The PG* environment")}};
    for (const auto &[form, text] : forms)
        m_form->addItem(text, static_cast<int>(form));
    setAccessible(m_form, tr("How the store is reached"));
    m_pages->addWidget(makeParts());
    m_pages->addWidget(makeWhole());
    m_pages->addWidget(makeService());
    m_pages->addWidget(makeEnvironment());
    m_pages->setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Maximum);
    column->addWidget(m_form);
    column->addWidget(m_pages);
    setFocusProxy(m_form);
    connect(m_form, &QComboBox::currentIndexChanged, this, &AddressEditor::handleForm);
    setAddress({});
}

QLineEdit *AddressEditor::field(const QString &name, const QString &placeholder) {
    auto *line = new QLineEdit;
    line->setPlaceholderText(placeholder);
    setAccessible(line, name);
    connect(line, &QLineEdit::textEdited, this, &AddressEditor::handleEdit);
    return line;
}

QWidget *AddressEditor::makeParts() {
    const Metrics metrics(font());
    auto *page = new QWidget;
    auto *form = formIn(page);
    m_host = field(tr("Host"), QStringLiteral("db.example.org"));
    m_port = field(tr("Port"), QStringLiteral("5432"));
    m_port->setFixedWidth(metrics.steps(18));
    m_database = field(tr("Database"), QStringLiteral("shop"));
    m_user = field(tr("User"), tr("as on this computer"));
    m_settings = field(tr("More settings"), QStringLiteral("sslrootcert=/etc/ssl/our-ca.pem"));
    auto *hostRow = new QHBoxLayout;
    hostRow->setSpacing(metrics.steps(2));
    QLabel *port = plainLabel(tr("Port"));
    port->setBuddy(m_port);
    hostRow->addWidget(m_host, 1);
    hostRow->addWidget(port);
    hostRow->addWidget(m_port);
    form->addRow(tr("Host"), hostRow);
    form->addRow(tr("Database"), m_database);
    form->addRow(tr("User"), m_user);
    form->addRow(tr("More"), m_settings);
    m_settings->setToolTip(plainToolTip(tr("Any settings of libpq, as in an address: name=value&name=value")));
    m_composed = quietLabel({});
    setAccessible(m_composed, tr("The address that these make"));
    form->addRow(QString(), m_composed);
    return page;
}

QWidget *AddressEditor::makeWhole() {
    auto *page = new QWidget;
    auto *column = new QVBoxLayout(page);
    column->setContentsMargins(0, 0, 0, 0);
    auto *row = new QHBoxLayout;
    row->setSpacing(Metrics(font()).unit);
    m_whole = field(tr("Address or path"), QStringLiteral("postgresql://ada@db.example.org/shop"));
    auto *choose = new QToolButton;
    choose->setIcon(icon(QLatin1String("open")));
    choose->setFocusPolicy(Qt::StrongFocus);
    choose->setToolTip(tr("Choose a file"));
    setAccessible(choose, tr("Choose a file"));
    connect(choose, &QToolButton::clicked, this, [this] {
        const QString path = QFileDialog::getOpenFileName(this, tr("A store or a file of events"));
        if (path.isEmpty()) return;
        m_whole->setText(path);
        handleEdit();
    });
    row->addWidget(m_whole, 1);
    row->addWidget(choose);
    column->addLayout(row);
    column->addWidget(quietLabel(tr("postgresql://…, sqlite:PATH, file:PATH or a path. A password is asked for when it "
                                    "is needed; it never stands in an address.")));
    column->addStretch(1);
    return page;
}

QWidget *AddressEditor::makeService() {
    auto *page = new QWidget;
    auto *form = formIn(page);
    m_service = field(tr("Service"), QStringLiteral("shop"));
    form->addRow(tr("Service"), m_service);
    form->addRow(quietLabel(tr("A section of ~/.pg_service.conf, of the file that PGSERVICEFILE names, or of that of "
                               "the whole computer, with host, database and user in it.")));
    return page;
}

QWidget *AddressEditor::makeEnvironment() {
    auto *page = new QWidget;
    auto *column = new QVBoxLayout(page);
    column->setContentsMargins(0, 0, 0, 0);
    column->addWidget(quietLabel(tr("Everything comes from PGHOST, PGPORT, PGDATABASE, PGUSER, PGSERVICE and the like, "
                                    "as they were when Eventscope was started.")));
    column->addStretch(1);
    return page;
}

AddressForm AddressEditor::form() const { return static_cast<AddressForm>(m_form->currentData().toInt()); }

ServerAddress AddressEditor::parts() const {
    return {m_host->text().trimmed(), m_port->text().trimmed(),     m_database->text().trimmed(),
            m_user->text().trimmed(), m_settings->text().trimmed(), m_table};
}

QString AddressEditor::address() const {
    switch (form()) {
    case AddressForm::Parts:
        return parts() == ServerAddress{} ? QString() : composed(parts());
    case AddressForm::Service:
        return m_service->text().trimmed().isEmpty() ? QString() : serviceAddress(m_service->text().trimmed());
    case AddressForm::Environment:
        return composed({});
    case AddressForm::Whole:
        break;
    }
    return m_whole->text().trimmed();
}

void AddressEditor::setAddress(const QString &address) {
    const QSignalBlocker quiet(m_form);
    const AddressForm form = formOf(address);
    m_form->setCurrentIndex(m_form->findData(static_cast<int>(form)));
    m_pages->setCurrentIndex(m_form->currentIndex());
    fill(form, address);
    handleEdit();
}

/// What the form cannot say of the address stays out of it.
void AddressEditor::fill(AddressForm form, const QString &address) {
    if (form == AddressForm::Whole) m_whole->setText(address);
    if (form == AddressForm::Service) m_service->setText(formOf(address) == form ? serviceOf(address) : QString());
    if (form != AddressForm::Parts) return;
    const ServerAddress parts =
        formOf(address) == form ? serverAddressOf(address).value_or(ServerAddress{}) : ServerAddress{};
    m_host->setText(parts.host);
    m_port->setText(parts.port);
    m_database->setText(parts.database);
    m_user->setText(parts.user);
    m_settings->setText(parts.settings);
    m_table = parts.table;
}

void AddressEditor::handleForm() {
    m_pages->setCurrentIndex(m_form->currentIndex());
    fill(form(), m_last);
    handleEdit();
}

void AddressEditor::handleEdit() {
    const QString now = address();
    m_composed->setText(form() == AddressForm::Parts ? now : QString());
    if (!now.isEmpty() && form() != AddressForm::Environment) m_last = now;
    Q_EMIT changed();
}

} // namespace eventscope::ui
