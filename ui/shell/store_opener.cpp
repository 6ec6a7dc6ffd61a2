// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/store_opener.h"

#include "ui/connections/connections.h"
#include "ui/connections/password_asker.h"
#include "ui/connections/server_address.h"
#include "ui/shell/superuser_dialog.h"
#include "ui/widgets/safe_text.h"

#include <utility>

namespace eventscope::ui {

StoreOpener::StoreOpener(Workers &workers, const Theme &theme, Connections &connections, Doors doors, Answers answers,
                         QWidget *window)
    : QObject(window),
      m_theme(theme),
      m_connections(connections),
      m_doors(std::move(doors)),
      m_answers(std::move(answers)),
      m_window(window),
      m_passwords(new PasswordAsker(workers, connections.keyring(), theme, window)),
      m_opening(workers),
      m_making(workers) {}

StoreAccess StoreOpener::accessOf(const Connection &connection) {
    StoreAccess access = eventscope::accessOf(connection);
    access.askPassword = m_passwords->askFor(QString::fromStdString(connection.name), connection.environment);
    return access;
}

void StoreOpener::open(const QString &name) {
    ++m_requests;
    m_opening.drop();
    m_making.drop();
    if (name.startsWith(QLatin1Char('@'))) return openConnection(name);
    StoreAccess access;
    access.address = name.toStdString();
    access.askPassword = m_passwords->askFor({}, Environment::Unmarked);
    start({name, std::move(access), std::nullopt});
}

/// As the book has it now.
void StoreOpener::openConnection(const QString &name) {
    m_connections.reload(this, [this, name, request = m_requests](const Result<void> &read) {
        if (request != m_requests) return;
        if (!read) return m_answers.failed(read.error());
        const auto connection = m_connections.find(name.mid(1));
        if (connection) return start({name, accessOf(*connection), connection});
        const Failure missing =
            fail(ErrorKind::NotFound, tr("There is no connection %1 any more").arg(name.mid(1)).toStdString(),
                 tr("File > Connections lists those there are").toStdString());
        m_answers.failed(missing.value());
    });
}

void StoreOpener::start(const OpenTarget &target) {
    const QString shown = target.connection ? QString::fromStdString(target.connection->name) : shortName(target.name);
    m_opening.startListed(
        tr("Opening %1").arg(shortened(shown.toStdString())),
        [door = m_doors.open, access = target.access](const JobControl &job) { return door(access, job); },
        [this, target](Result<OpenedStore> opened) {
            if (opened)
                m_answers.opened(*std::move(opened), target);
            else
                handleRefusal(target, opened.error());
        });
}

void StoreOpener::handleRefusal(const OpenTarget &target, const Error &error) {
    if (!error.needsConsent || !target.connection) return m_answers.failed(error);
    auto *dialog = new SuperuserDialog(m_theme, *target.connection, error, m_window);
    connect(dialog, &QDialog::accepted, this, [this, target] {
        OpenTarget allowed = target;
        allowed.access.superuserOnProduction = true;
        start(allowed);
    });
    connect(dialog, &QDialog::rejected, this, [this, error] { m_answers.failed(error); });
    dialog->open();
}

SuperuserDialog *StoreOpener::superuserDialog() const { return m_window->findChild<SuperuserDialog *>(); }

void StoreOpener::openSample() {
    ++m_requests;
    m_making.startListed(tr("Making the sample store"), m_doors.sample, [this](const Result<std::string> &address) {
        address ? open(QString::fromStdString(*address)) : m_answers.failed(address.error());
    });
}

ConnectionTest::Tester StoreOpener::tester() {
    return [this](const Connection &connection) -> Call<StoreReport> {
        return [report = m_doors.report, access = accessOf(connection)](const JobControl &job) {
            return report(access, job);
        };
    };
}

} // namespace eventscope::ui
