// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// bench_window STORE: walks through the window on a store and prints, as one line of JSON, the longest time that the
// GUI thread was away from its event loop, and how long frames of the log take while jumping through it.
#include "ui/log/inspector.h"
#include "ui/log/log_page.h"
#include "ui/session/open_session.h"
#include "ui/shell/main_window.h"
#include "ui/shell/page_tabs.h"
#include "ui/stream/stream_page.h"
#include "ui/timeline/timeline_panel.h"

#include <QApplication>
#include <QElapsedTimer>
#include <QScrollBar>
#include <QTableView>
#include <QTemporaryDir>
#include <QTest>

#include <algorithm>
#include <cstdio>
#include <random>
#include <vector>

using namespace eventscope;
using namespace eventscope::ui;

namespace {

/// Times every event that is delivered, the outermost ones only.
class WatchedApplication final : public QApplication {
  public:
    using QApplication::QApplication;

    bool notify(QObject *receiver, QEvent *event) override {
        if (m_depth > 0) return QApplication::notify(receiver, event);
        ++m_depth;
        QElapsedTimer timer;
        timer.start();
        const bool taken = QApplication::notify(receiver, event);
        m_longestNs = std::max(m_longestNs, timer.nsecsElapsed());
        --m_depth;
        return taken;
    }
    [[nodiscard]] double takeLongestMs() { return static_cast<double>(std::exchange(m_longestNs, 0)) / 1e6; }

  private:
    int m_depth = 0;
    qint64 m_longestNs = 0;
};

struct Part {
    const char *name;
    double longestMs;
};

double percentile(std::vector<double> values, double part) {
    std::ranges::sort(values);
    return values[static_cast<std::size_t>(part * static_cast<double>(values.size() - 1))];
}

} // namespace

int main(int argc, char **argv) {
    if (argc != 2) return 2;
    WatchedApplication application(argc, argv);
    const QTemporaryDir folder;
    Settings settings(folder.filePath(QStringLiteral("settings.ini")));
    Theme theme(Scheme::Light);
    theme.apply(application);
    Workers workers;
    const auto open = [](const std::string &address, const JobControl &job) {
        return openForBrowsing(address, {}, job);
    };
    MainWindow window(workers, theme, settings, {open, {}});
    window.resize(1600, 1000);
    window.show();
    std::vector<Part> parts;
    const auto part = [&](const char *name, const auto &act, const auto &ready) {
        (void)application.takeLongestMs();
        act();
        if (!QTest::qWaitFor(ready, 120'000)) std::fprintf(stderr, "%s never got ready\n", name);
        QTest::qWait(300); // throttled parts
        parts.push_back({name, application.takeLongestMs()});
    };
    part(
        "welcome", [] {}, [] { return true; });
    part(
        "open", [&] { window.open(QString::fromLocal8Bit(argv[1])); },
        [&] { return window.session() && window.session()->isLoaded() && window.timeline()->isUpToDate(); });
    Session &session = *window.session();
    QTableView *table = window.pages()->log()->table();
    std::mt19937_64 random(1);
    const auto anyRow = [&] { return std::uniform_int_distribution<int>(0, table->model()->rowCount() - 1)(random); };
    std::vector<double> frames;
    part(
        "scroll",
        [&] {
            for (int i = 0; i < 300; ++i) {
                table->verticalScrollBar()->setValue(anyRow());
                QElapsedTimer timer;
                timer.start();
                table->viewport()->repaint();
                frames.push_back(static_cast<double>(timer.nsecsElapsed()) / 1e6);
                QCoreApplication::processEvents();
            }
        },
        [] { return true; });
    part(
        "select",
        [&] {
            for (int i = 0; i < 50; ++i) {
                table->setCurrentIndex(table->model()->index(anyRow(), 0));
                QCoreApplication::processEvents();
            }
        },
        [&] { return window.inspector()->details().has_value(); });
    part(
        "scrub",
        [&] {
            for (int i = 0; i < 200; ++i) {
                session.cursor().moveTo(session.index().position(static_cast<std::uint64_t>(anyRow())),
                                        Cursor::Move::Drag);
                QCoreApplication::processEvents();
            }
        },
        [] { return true; });
    part(
        "stream",
        [&] {
            const auto row = static_cast<std::uint64_t>(anyRow());
            const auto &log = session.index();
            window.pages()->openStream({std::string(log.dictionary().stream(log.streamCode(row)))}, log.position(row));
        },
        [&] {
            const auto *page = qobject_cast<StreamPage *>(window.pages()->currentWidget());
            return page && page->isSettled();
        });
    std::printf("{\"events\":%llu,\"frameP50Ms\":%.2f,\"frameP99Ms\":%.2f",
                static_cast<unsigned long long>(session.rows()), percentile(frames, 0.5), percentile(frames, 0.99));
    for (const Part &one : parts)
        std::printf(",\"%sLongestBlockMs\":%.1f", one.name, one.longestMs);
    std::printf("}\n");
}
