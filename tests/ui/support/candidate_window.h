// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/ui/support/sealed_sample.h"
#include "tests/ui/support/shown_window.h"
#include "tests/ui/support/some_connections.h"
#include "ui/session/open_session.h"
#include "ui/shell/main_window.h"
#include "ui/shell/settings.h"
#include "ui/shell/store_pages.h"
#include "ui/shell/store_view.h"
#include "ui/stream/stream_page.h"
#include "ui/widgets/json_tree_view.h"

#include <QTemporaryDir>
#include <QTest>

#include <memory>
#include <utility>

namespace eventscope::ui {

/// The window over a small sample and one of its candidates, in a folder of its own, for each test of a class anew.
class CandidateWindow {
  protected:
    [[nodiscard]] QString path(const char *name) const { return m_folder->filePath(QLatin1String(name)); }
    [[nodiscard]] QString sample() const { return path("s.evdb"); }

    void makeSample(AreSealed areSealed = AreSealed::Yes) {
        m_folder = std::make_unique<QTemporaryDir>();
        m_settings = std::make_unique<Settings>(path("settings.ini"));
        const auto made = makeSmallSample(sample().toStdString(), areSealed);
        QVERIFY2(made, made ? "" : describe(made.error()).c_str());
        m_candidate = *made;
    }
    void openSample(Doors doors) {
        m_window = std::make_unique<MainWindow>(m_workers, m_theme, *m_settings, m_connections.all(), std::move(doors));
        showActive(*m_window);
        m_window->open(sample());
    }
    void closeSample() {
        m_window.reset();
        m_settings.reset();
        m_folder.reset();
    }
    /// What the state of the candidate's stream says of them.
    [[nodiscard]] QString shownName() {
        m_window->front()->pages()->openStream(m_candidate);
        const auto *page = m_window->findChild<StreamPage *>();
        QString text;
        const auto find = [&] {
            for (auto *tree : page->findChildren<JsonTreeView *>()) {
                const auto *model = tree->model();
                for (int row = 0; tree->isVisible() && row < model->rowCount(); ++row)
                    if (model->index(row, 0).data().toString() == QLatin1String("fullName"))
                        text = model->index(row, 1).data().toString();
            }
            return !text.isEmpty();
        };
        return QTest::qWaitFor(find) ? text : QStringLiteral("nothing");
    }

    Theme m_theme{Scheme::Light};
    Workers m_workers;
    SomeConnections m_connections;
    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<Settings> m_settings;
    std::unique_ptr<MainWindow> m_window;
    StreamId m_candidate;
};

} // namespace eventscope::ui
