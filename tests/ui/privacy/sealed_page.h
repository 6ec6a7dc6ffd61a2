// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/support/store_fixture.h"
#include "tests/ui/support/sealed_sample.h"
#include "tests/ui/support/shown_window.h"
#include "ui/privacy/privacy_page.h"
#include "ui/privacy/subject_bar.h"
#include "ui/session/open_session.h"
#include "ui/session/store_privacy.h"

#include <QLabel>
#include <QLineEdit>
#include <QTemporaryDir>
#include <QTest>

#include <memory>
#include <string>
#include <vector>

namespace eventscope::ui {

/// The page Privacy over a small sample of its own whose vault is open, shown and idle.
class SealedPage {
  public:
    enum class MayWrite : bool { No, Yes };

    explicit SealedPage(const Theme &theme, MayWrite mayWrite = MayWrite::Yes) {
        const std::string store = file("s.evdb").toStdString();
        m_candidate = testing::must(makeSmallSealedSample(store));
        StoreAccess access;
        access.address = store;
        access.mayWrite = mayWrite == MayWrite::Yes;
        m_opened = testing::must(openForBrowsing(access, {}, {}));
        unlockSample(m_opened);
        m_session = std::make_unique<Session>(m_workers, m_opened);
        m_page = std::make_unique<PrivacyPage>(*m_session, theme);
        showActive(*m_page);
        waitUntilIdle();
    }

    [[nodiscard]] PrivacyPage &page() const { return *m_page; }
    [[nodiscard]] Session &session() const { return *m_session; }
    [[nodiscard]] const OpenedStore &opened() const { return m_opened; }
    [[nodiscard]] QString file(const char *name) const { return m_folder.filePath(QString::fromUtf8(name)); }
    [[nodiscard]] KeyVault &vault() const { return *testing::must(m_session->protection().vault->unlocked()); }
    /// Somebody whose name and address are sealed.
    [[nodiscard]] SubjectId person() const { return {m_candidate.value.substr(std::string_view("candidate-").size())}; }
    [[nodiscard]] std::vector<KeyRow> keysOfPerson() const {
        return testing::must(vault().keysOf(testing::must(vault().bindingOf(person()))));
    }
    /// As the person who sits there does it.
    void find(const SubjectId &subject) {
        m_page->bar()->subject()->setText(QString::fromStdString(subject.value));
        QTest::keyClick(m_page->bar()->subject(), Qt::Key_Return);
        waitUntilIdle();
    }
    void waitUntilIdle() const {
        if (!QTest::qWaitFor([this] { return !m_page->isBusy(); }, 30'000)) qFatal("The page never became idle");
    }

  private:
    QTemporaryDir m_folder;
    StreamId m_candidate;
    OpenedStore m_opened;
    Workers m_workers;
    std::unique_ptr<Session> m_session;
    std::unique_ptr<PrivacyPage> m_page;
};

/// Whether a part of a window says it somewhere.
inline bool says(const QWidget *part, const char *text) {
    for (const QLabel *label : part->findChildren<QLabel *>())
        if (label->text().contains(QLatin1String(text))) return true;
    return false;
}

} // namespace eventscope::ui
