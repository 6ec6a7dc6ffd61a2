// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// bench_window STORE: walks through the window on a store, then through everything hostile in a file, by keys and
// mouse. Prints, as one line of JSON, the longest time that the GUI thread was away from its event loop in each part
// and over all of them. What is hostile and takes long is named on stderr.
#include "tests/bench/bench_support.h"
#include "tests/support/hostile_corpus.h"
#include "tests/ui/support/watched_application.h"
#include "ui/connections/connections.h"
#include "ui/connections/desktop_keyring.h"
#include "ui/log/inspector.h"
#include "ui/log/log_page.h"
#include "ui/session/open_session.h"
#include "ui/shell/action_ids.h"
#include "ui/shell/main_window.h"
#include "ui/shell/store_pages.h"
#include "ui/stream/stream_page.h"
#include "ui/timeline/timeline_panel.h"
#include "ui/timeline/timeline_view.h"
#include "ui/widgets/chunked_text.h"

#include <QClipboard>
#include <QFile>
#include <QScrollBar>
#include <QTabWidget>
#include <QTableView>
#include <QTemporaryDir>
#include <QTest>

#include <algorithm>
#include <cstdio>
#include <functional>
#include <vector>

using namespace eventscope;
using namespace eventscope::ui;

namespace {

constexpr std::size_t kLargeBytes = std::size_t{50} << 20;
constexpr int kPatienceMs = 120'000;
constexpr int kCalmMs = 300; // throttled parts
constexpr double kWorthNamingMs = 20;

struct Part {
    const char *name;
    double longestMs;
};

/// The walk. Everything that is done to the window is done in an event, so that it is timed.
class Walk {
  public:
    Walk(WatchedApplication &application, MainWindow &window) : m_application(application), m_window(window) {}

    [[nodiscard]] const std::vector<Part> &parts() const { return m_parts; }

    void open(const char *part, const QString &address) {
        begin();
        act([&] { m_window.open(address); });
        wait("open",
             [&] { return m_window.session() && m_window.session()->isLoaded() && m_window.timeline()->isUpToDate(); });
        end(part);
    }

    void scroll() {
        begin();
        for (int i = 0; i < 300; ++i)
            act([&] { table()->verticalScrollBar()->setValue(anyRow()); });
        end("scroll");
    }

    void jump() {
        begin();
        for (int i = 0; i < 20; ++i) {
            key(table(), Qt::Key_End, Qt::ControlModifier);
            key(table(), Qt::Key_Home, Qt::ControlModifier);
            key(table(), Qt::Key_PageDown);
        }
        end("jump");
    }

    void select() {
        begin();
        for (int i = 0; i < 50; ++i)
            act([&] { table()->setCurrentIndex(table()->model()->index(anyRow(), 0)); });
        wait("select", [&] { return m_window.inspector()->details() != nullptr; });
        end("select");
    }

    void drag() {
        begin();
        auto *view = m_window.timeline()->findChild<TimelineView *>();
        const int y = view->height() / 3;
        const auto place = [&] {
            return QPoint(static_cast<int>(m_random.below(static_cast<std::uint64_t>(view->width()))), y);
        };
        act([&] { QTest::mousePress(view, Qt::LeftButton, {}, place()); });
        for (int i = 0; i < 200; ++i)
            act([&] { QTest::mouseMove(view, place()); });
        act([&] { QTest::mouseRelease(view, Qt::LeftButton, {}, place()); });
        end("drag");
    }

    void step() {
        begin();
        act([&] { table()->setCurrentIndex(table()->model()->index(anyRow(), 0)); });
        openStream();
        for (int i = 0; i < 60; ++i) {
            key(m_window.pages()->currentWidget(), Qt::Key_F10, i % 3 == 0 ? Qt::ShiftModifier : Qt::NoModifier);
            settle();
        }
        end("step");
    }

    void close(const char *part) {
        begin();
        act([&] { m_window.actions().action(actions::kCloseStore)->trigger(); });
        end(part);
    }

    /// Each case in the log, in all tabs of the inspector, copied, and in its stream.
    void hostile(const std::vector<testing::HostileCase> &cases) {
        double longest = 0;
        for (std::size_t i = 0; i < cases.size(); ++i) {
            begin();
            const Position position = m_window.session()->index().position(3 * i + 1);
            act([&] { m_window.pages()->log()->showPosition(position); });
            wait("inspector", [&] {
                const auto details = m_window.inspector()->details();
                return details && details->event().position() == position;
            });
            inspect();
            openStream();
            for (const auto modifier : {Qt::ShiftModifier, Qt::NoModifier, Qt::NoModifier}) {
                key(m_window.pages()->currentWidget(), Qt::Key_F10, modifier);
                settle();
            }
            act([&] { m_window.actions().action(actions::kCloseTab)->trigger(); });
            QTest::qWait(1);
            const double ms = m_application.takeLongestMs();
            if (ms > kWorthNamingMs) std::fprintf(stderr, "  %s: %.1f ms\n", cases[i].name.c_str(), ms);
            longest = std::max(longest, ms);
        }
        m_parts.push_back({"hostile", longest});
    }

  private:
    [[nodiscard]] QTableView *table() const { return m_window.pages()->log()->table(); }
    [[nodiscard]] int anyRow() {
        return static_cast<int>(m_random.below(static_cast<std::uint64_t>(table()->model()->rowCount())));
    }

    void begin() { (void)m_application.takeLongestMs(); }
    void end(const char *part) {
        QTest::qWait(kCalmMs);
        m_parts.push_back({part, m_application.takeLongestMs()});
    }
    void act(const std::function<void()> &action) {
        QMetaObject::invokeMethod(&m_window, action, Qt::QueuedConnection);
        QCoreApplication::processEvents();
        QCoreApplication::processEvents(); // what it caused: layout and painting
    }
    void key(QWidget *widget, Qt::Key which, Qt::KeyboardModifiers modifiers = {}) {
        act([=] { QTest::keyClick(widget, which, modifiers); });
    }
    template <class Ready>
    void wait(const char *what, const Ready &ready) {
        if (!QTest::qWaitFor(ready, kPatienceMs)) std::fprintf(stderr, "  %s never got ready\n", what);
        QCoreApplication::processEvents();
    }
    void openStream() {
        key(table(), Qt::Key_Return);
        settle();
    }
    void settle() {
        wait("stream", [&] {
            const auto *page = qobject_cast<StreamPage *>(m_window.pages()->currentWidget());
            return page && page->isSettled();
        });
    }
    void inspect() {
        QTabWidget *tabs = m_window.inspector()->tabs();
        for (int tab = 0; tab < tabs->count(); ++tab) {
            if (tabs->isTabEnabled(tab)) act([&] { tabs->setCurrentIndex(tab); });
            if (auto *text = qobject_cast<ChunkedText *>(tabs->widget(tab))) act([&] { text->copyAll(); });
        }
        act([&] { tabs->setCurrentIndex(0); });
    }

    WatchedApplication &m_application;
    MainWindow &m_window;
    bench::Sequence m_random;
    std::vector<Part> m_parts;
};

QString hostileFile(const QTemporaryDir &folder, const std::vector<testing::HostileCase> &cases) {
    QFile file(folder.filePath(QStringLiteral("hostile.jsonl")));
    const std::string text = testing::jsonLinesOf(cases);
    if (!file.open(QIODevice::WriteOnly) || file.write(text.data(), static_cast<qint64>(text.size())) < 0) return {};
    return file.fileName();
}

void print(const std::vector<Part> &parts) {
    const auto worst = std::ranges::max_element(parts, {}, &Part::longestMs);
    std::printf("{\"longestMs\":%.1f,\"longestIn\":\"%s\"", worst->longestMs, worst->name);
    for (const Part &part : parts)
        std::printf(",\"%sMs\":%.1f", part.name, part.longestMs);
    std::printf("}\n");
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
    const auto open = [](const StoreAccess &access, const JobControl &job) { return openForBrowsing(access, {}, job); };
    DesktopKeyring keyring;
    Connections connections(workers, folder.filePath(QStringLiteral("connections.json")).toStdString(), keyring);
    MainWindow window(workers, theme, settings, connections, {open, {}, {}});
    window.resize(1600, 1000);
    window.show();
    if (!QTest::qWaitForWindowExposed(&window)) return 1;
    QObject::connect(&window, &MainWindow::openFailed, &application, [](const QString &problem) {
        std::fprintf(stderr, "%s\n", qPrintable(problem));
        std::exit(1);
    });
    Walk walk(application, window);
    walk.open("open", QString::fromLocal8Bit(argv[1]));
    walk.scroll();
    walk.jump();
    walk.select();
    walk.drag();
    walk.step();
    walk.close("close");
    auto cases = testing::hostileCases(kLargeBytes);
    walk.open("openHostile", hostileFile(folder, cases));
    walk.hostile(cases);
    walk.close("closeHostile");
    print(walk.parts());
}
