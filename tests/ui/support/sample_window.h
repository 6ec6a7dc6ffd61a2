// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/ui/support/shown_window.h"
#include "tests/ui/support/some_connections.h"
#include "ui/shell/main_window.h"
#include "ui/shell/settings.h"

#include <QTemporaryDir>

#include <memory>

namespace eventscope::ui {

/// The whole window as it is started, with a folder of its own for the sample store and the settings.
class SampleWindow {
  public:
    explicit SampleWindow(Theme &theme) {
        const std::string sample = m_folder.filePath(QStringLiteral("sample.evdb")).toStdString();
        const std::string memory = m_folder.filePath(QStringLiteral("sample.work")).toStdString();
        const auto open = [memory](const StoreAccess &access, const JobControl &job) -> Result<OpenedStore> {
            ES_ASSIGN(opened, openForBrowsing(access, {}, job));
            unlockSample(opened);
            opened.memoryFile = memory;
            return opened;
        };
        const auto make = [sample](const JobControl &job) { return makeSampleStore(sample, job); };
        m_window =
            std::make_unique<MainWindow>(m_workers, theme, m_settings, m_connections.all(), Doors{open, make, {}});
        showActive(*m_window);
    }

    [[nodiscard]] MainWindow &window() const { return *m_window; }
    [[nodiscard]] Settings &settings() { return m_settings; }

  private:
    QTemporaryDir m_folder;
    SomeConnections m_connections;
    Settings m_settings{m_folder.filePath(QStringLiteral("settings.ini"))};
    Workers m_workers;
    std::unique_ptr<MainWindow> m_window;
};

} // namespace eventscope::ui
