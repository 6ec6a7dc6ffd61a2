// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/connections/connection_editor.h"

#include "ui/connections/address_editor.h"
#include "ui/connections/connection_model.h"
#include "ui/connections/connections.h"
#include "ui/connections/server_address.h"
#include "ui/theme/icons.h"
#include "ui/theme/metrics.h"
#include "ui/widgets/dialog_size.h"
#include "ui/widgets/environment_badge.h"
#include "ui/widgets/environment_words.h"
#include "ui/widgets/format.h"
#include "ui/widgets/plain_text.h"
#include "ui/widgets/safe_text.h"

#include <QCheckBox>
#include <QComboBox>
#include <QDialogButtonBox>
#include <QFormLayout>
#include <QLineEdit>
#include <QPushButton>
#include <QVBoxLayout>

namespace eventscope::ui {

namespace {

/// The weaker modes of TLS, the least weak first.
struct WeakMode {
    const char *mode;
    QString words;
};

std::vector<WeakMode> weakModes() {
    return {{"verify-ca", ConnectionEditor::tr("Certificate of a known authority, for whatever host (verify-ca)")},
            {"require", ConnectionEditor::tr("Encrypted, but to whoever answers (require)")},
            {"prefer", ConnectionEditor::tr("Encrypted only if the server wants it (prefer)")},
            {"allow", ConnectionEditor::tr("Encrypted only if the server insists (allow)")},
            {"disable", ConnectionEditor::tr("Not encrypted, everything can be read on the way (disable)")}};
}

std::optional<Error> problemOf(const Connection &connection) {
    if (const auto checked = checkConnection(connection); !checked) return checked.error();
    return std::nullopt;
}

QString wordsOf(const std::optional<Error> &problem) {
    return problem ? shortened(describe(*problem), kMessageCharacters) : QString();
}

} // namespace

ConnectionEditor::ConnectionEditor(Workers &workers, const Theme &theme, Connections &connections,
                                   ConnectionTest::Tester tester, const Connection &connection, const QString &editing,
                                   QWidget *parent)
    : QDialog(parent),
      m_theme(theme),
      m_connections(connections),
      m_editing(editing),
      m_before(connection),
      m_name(new QLineEdit),
      m_folder(new QComboBox),
      m_address(new AddressEditor),
      m_environment(new QComboBox),
      m_badge(new EnvironmentBadge(theme)),
      m_mayWrite(new QCheckBox(tr("May write: each write is still asked for and confirmed"))),
      m_exception(new QCheckBox(tr("Connect even if the server cannot prove who it is"))),
      m_mode(new QComboBox),
      m_risk(plainLabel()),
      m_waiting(plainLabel(waitingWords())),
      m_testButton(new QPushButton(tr("&Test"))),
      m_test(new ConnectionTest(workers, theme, std::move(tester))),
      m_buttons(new QDialogButtonBox(QDialogButtonBox::Save | QDialogButtonBox::Cancel)) {
    const Metrics metrics(font());
    setAttribute(Qt::WA_DeleteOnClose);
    setWindowTitle(editing.isEmpty() ? tr("New connection")
                                     : tr("Connection %1").arg(shortened(editing.toStdString(), kNameCharacters)));
    auto *column = new QVBoxLayout(this);
    column->setSpacing(metrics.steps(3));
    auto *parts = new QHBoxLayout;
    parts->setSpacing(metrics.steps(6));
    parts->addWidget(m_form = makeForm(), 3);
    parts->addWidget(makeTest(), 2);
    column->addLayout(parts, 1);
    column->addWidget(m_saveProblem = problemLine());
    column->addWidget(m_waiting);
    wrap(*m_waiting);
    setAccessible(m_waiting, waitingWords());
    m_waiting->hide();
    column->addWidget(m_buttons);
    resizeWithin(*this, {metrics.steps(224), metrics.steps(132)});
    fill(connection);
    connectFields();
    handleEdit();
    m_name->setFocus();
}

QLabel *ConnectionEditor::problemLine() {
    QLabel *line = selectableLabel();
    wrap(*line);
    QPalette palette = line->palette();
    palette.setColor(QPalette::WindowText, m_theme.color(Role::Error));
    line->setPalette(palette);
    line->hide();
    return line;
}

QWidget *ConnectionEditor::makeForm() {
    const Metrics metrics(font());
    auto *part = new QWidget;
    auto *column = new QVBoxLayout(part);
    column->setContentsMargins(0, 0, 0, 0);
    auto *form = new QFormLayout;
    column->addLayout(form);
    column->addStretch(1);
    form->setVerticalSpacing(metrics.steps(2));
    form->setHorizontalSpacing(metrics.steps(3));
    form->setFieldGrowthPolicy(QFormLayout::AllNonFixedFieldsGrow);
    setAccessible(m_name, tr("Name of the connection"));
    m_folder->setEditable(true);
    m_folder->addItem(QString());
    m_folder->addItems(m_connections.folders());
    m_folder->lineEdit()->setPlaceholderText(tr("none, or such as Payments/EU"));
    setAccessible(m_folder, tr("Folder"));
    setAccessible(m_folder->lineEdit(), tr("Folder"));
    form->addRow(tr("&Name"), m_name);
    form->addRow(QString(), m_nameProblem = problemLine());
    form->addRow(tr("&Folder"), m_folder);
    form->addRow(QString(), m_folderProblem = problemLine());
    form->addRow(tr("St&ore"), m_address);
    form->addRow(QString(), m_addressProblem = problemLine());
    for (const Environment environment : kEnvironments)
        m_environment->addItem(environmentIcon(environment, m_theme), word(environment), static_cast<int>(environment));
    setAccessible(m_environment, tr("Environment"));
    auto *belongs = new QHBoxLayout;
    belongs->setSpacing(metrics.steps(2));
    belongs->addWidget(m_environment, 1);
    belongs->addWidget(m_badge);
    auto *environment = new QLabel(tr("&Environment"));
    environment->setBuddy(m_environment);
    form->addRow(environment, belongs);
    form->addRow(tr("Access"), m_mayWrite);
    form->addRow(QString(), makeProof());
    return part;
}

QWidget *ConnectionEditor::makeProof() {
    const Metrics metrics(font());
    m_proof = new QWidget;
    auto *column = new QVBoxLayout(m_proof);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(metrics.steps(2));
    for (const WeakMode &mode : weakModes())
        m_mode->addItem(mode.words, QString::fromLatin1(mode.mode));
    m_mode->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    setAccessible(m_mode, tr("What is asked of the server instead"));
    wrap(*m_risk);
    QPalette palette = m_risk->palette();
    palette.setColor(QPalette::WindowText, m_theme.color(Role::Warning));
    m_risk->setPalette(palette);
    column->addWidget(m_exception);
    column->addWidget(m_mode);
    column->addWidget(m_risk);
    return m_proof;
}

QWidget *ConnectionEditor::makeTest() {
    auto *part = new QWidget;
    auto *column = new QVBoxLayout(part);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(Metrics(font()).steps(3));
    m_testButton->setIcon(icon(QLatin1String("connect")));
    m_testButton->setAutoDefault(false);
    setAccessible(m_testButton, tr("Test the connection"));
    column->addWidget(m_testButton, 0, Qt::AlignLeft);
    column->addWidget(m_test, 1);
    return part;
}

void ConnectionEditor::fill(const Connection &connection) {
    const bool isNewProduction = m_editing.isEmpty() && connection.environment == Environment::Production;
    m_name->setText(QString::fromStdString(connection.name));
    m_folder->setEditText(QString::fromStdString(connection.folder));
    m_address->setAddress(QString::fromStdString(connection.address));
    m_environment->setCurrentIndex(m_environment->findData(static_cast<int>(connection.environment)));
    m_mayWrite->setChecked(connection.mayWrite && !isNewProduction);
    m_exception->setChecked(connection.tls.has_value());
    const QString mode = QString::fromStdString(connection.tls ? connection.tls->mode : "require");
    m_mode->setCurrentIndex(std::max(0, m_mode->findData(mode)));
}

void ConnectionEditor::connectFields() {
    connect(m_name, &QLineEdit::textChanged, this, &ConnectionEditor::handleEdit);
    connect(m_folder, &QComboBox::editTextChanged, this, &ConnectionEditor::handleEdit);
    connect(m_address, &AddressEditor::changed, this, &ConnectionEditor::handleEdit);
    connect(m_environment, &QComboBox::currentIndexChanged, this, &ConnectionEditor::handleEnvironment);
    connect(m_mayWrite, &QCheckBox::toggled, this, &ConnectionEditor::handleEdit);
    connect(m_exception, &QCheckBox::toggled, this, &ConnectionEditor::handleEdit);
    connect(m_mode, &QComboBox::currentIndexChanged, this, &ConnectionEditor::handleEdit);
    connect(m_testButton, &QPushButton::clicked, this, [this] { m_test->start(connection()); });
    connect(m_test, &ConnectionTest::runningChanged, this, &ConnectionEditor::handleEdit);
    connect(m_buttons, &QDialogButtonBox::accepted, this, &ConnectionEditor::save);
    connect(m_buttons, &QDialogButtonBox::rejected, this, &ConnectionEditor::reject);
    connect(&m_connections, &Connections::waitingChanged, this, &ConnectionEditor::showWaiting);
}

/// Production begins read-only: writing there is chosen after that.
void ConnectionEditor::handleEnvironment() {
    if (connection().environment == Environment::Production) m_mayWrite->setChecked(false);
    handleEdit();
}

Connection ConnectionEditor::connection() const {
    Connection connection = m_before;
    connection.name = m_name->text().trimmed().toStdString();
    connection.folder = m_folder->currentText().trimmed().toStdString();
    connection.address = m_address->address().toStdString();
    connection.environment = static_cast<Environment>(m_environment->currentData().toInt());
    connection.mayWrite = m_mayWrite->isChecked();
    connection.tls.reset();
    if (m_exception->isChecked() && isServer(m_address->address())) {
        const std::string mode = m_mode->currentData().toString().toStdString();
        const bool isAsBefore = m_before.tls && m_before.tls->mode == mode;
        connection.tls = TlsException{mode, isAsBefore ? m_before.tls->since : SystemClock().now()};
    }
    return connection;
}

void ConnectionEditor::handleEdit() {
    const Connection now = connection();
    m_badge->setEnvironment(now.environment);
    m_proof->setVisible(isServer(m_address->address()));
    // The book has production begin without the right to write: it is given in a second step.
    const bool wasProduction = !m_editing.isEmpty() && m_before.environment == Environment::Production;
    const bool mayBegin = now.environment != Environment::Production || wasProduction;
    m_mayWrite->setEnabled(mayBegin);
    m_mayWrite->setToolTip(mayBegin ? QString() : tr("Production begins read-only. Save it, then edit it again."));
    m_mode->setVisible(m_exception->isChecked());
    m_risk->setVisible(m_exception->isChecked());
    m_risk->setText(tr("Anybody between here and the server could pose as it, read the events and take the password. "
                       "This is remembered since %1 and marked wherever the store is shown. A certificate file of your "
                       "own authority (sslrootcert) is the safe way.")
                        .arg(now.tls ? formatMoment(now.tls->since) : QString()));

    // Each part is checked with the others as they cannot be wrong, to know below which field its problem belongs.
    Connection harmless;
    harmless.name = "x";
    harmless.address = "memory:";
    const auto with = [&harmless](auto change) {
        Connection connection = harmless;
        change(connection);
        return wordsOf(problemOf(connection));
    };
    QString nameProblem = with([&](Connection &c) { c.name = now.name; });
    const QString folderProblem = with([&](Connection &c) { c.folder = now.folder; });
    const QString name = QString::fromStdString(now.name);
    if (nameProblem.isEmpty() && name != m_editing && m_connections.find(name))
        nameProblem = tr("There is a connection of this name already");
    QString addressProblem = with([&](Connection &c) {
        c = now;
        c.name = "x";
        c.folder.clear();
    });
    if (const QString weak = weakTlsOf(m_address->address()); addressProblem.isEmpty() && !weak.isEmpty())
        addressProblem =
            tr("Take sslmode=%1 out of the address; the box below is for that").arg(shortened(weak.toStdString()));
    const auto say = [](QLabel *line, const QString &problem, bool isUntouched) {
        line->setText(problem);
        line->setVisible(!problem.isEmpty() && !isUntouched);
        setAccessible(line, problem);
    };
    // Nobody is told off for a field that is not filled in yet.
    say(m_nameProblem, nameProblem, now.name.empty());
    say(m_folderProblem, folderProblem, false);
    say(m_addressProblem, addressProblem, now.address.empty());
    const bool isGood = nameProblem.isEmpty() && folderProblem.isEmpty() && addressProblem.isEmpty();
    m_buttons->button(QDialogButtonBox::Save)->setEnabled(isGood && !m_isSaving);
    m_form->setEnabled(!m_isSaving);
    m_testButton->setEnabled(addressProblem.isEmpty() && !m_test->isRunning());
}

QStringList ConnectionEditor::problems() const {
    QStringList found;
    for (const QLabel *line : {m_nameProblem, m_folderProblem, m_addressProblem, m_saveProblem}) {
        if (!line->text().isEmpty()) found += line->text();
    }
    return found;
}

void ConnectionEditor::save() {
    const Connection now = connection();
    m_isSaving = true;
    m_saveProblem->hide();
    handleEdit();
    m_connections.put(now, m_editing, this, [this, name = QString::fromStdString(now.name)](const Result<void> &put) {
        handleSaved(name, put);
    });
}

void ConnectionEditor::handleSaved(const QString &name, const Result<void> &put) {
    m_isSaving = false;
    if (put) {
        Q_EMIT saved(name);
        return accept();
    }
    if (put.error().kind == ErrorKind::Cancelled) return QDialog::reject();
    m_saveProblem->setText(wordsOf(put.error()));
    m_saveProblem->show();
    handleEdit();
}

void ConnectionEditor::showWaiting() { m_waiting->setVisible(m_isSaving && m_connections.isWaiting()); }

void ConnectionEditor::reject() { m_isSaving ? m_connections.giveUp() : QDialog::reject(); }

} // namespace eventscope::ui
