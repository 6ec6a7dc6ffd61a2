// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// bench_frames ours|stock STORE: jumps through a log of a store and times the painting of each frame: on our log page,
// or on a table view as Qt makes it over the same columns as plain text. Prints one line of JSON.
#include "tests/bench/bench_support.h"
#include "ui/log/log_page.h"
#include "ui/session/open_session.h"
#include "ui/widgets/format.h"
#include "ui/widgets/safe_text.h"

#include <QApplication>
#include <QElapsedTimer>
#include <QHeaderView>
#include <QScrollBar>
#include <QTableView>
#include <QTest>

#include <algorithm>
#include <cstdio>

using namespace eventscope;
using namespace eventscope::ui;

namespace {

constexpr int kFrames = 500;

/// What a table over the log needs at the least.
class StockModel final : public QAbstractTableModel {
  public:
    explicit StockModel(const Session &session) : m_session(session) {}
    int rowCount(const QModelIndex &parent) const override {
        return parent.isValid() ? 0 : static_cast<int>(m_session.rows());
    }
    int columnCount(const QModelIndex &parent) const override { return parent.isValid() ? 0 : 5; }
    QVariant data(const QModelIndex &index, int role) const override {
        if (role != Qt::DisplayRole) return {};
        const LogIndex &log = m_session.index();
        const auto row = static_cast<std::uint64_t>(index.row());
        switch (index.column()) {
        case 0:
            return formatPosition(log.position(row));
        case 1:
            return formatTime(log.recordedAt(row));
        case 2:
            return exactText(log.dictionary().stream(log.streamCode(row)));
        case 3:
            return QString::number(log.version(row).value);
        default:
            return exactText(log.dictionary().type(log.typeCode(row)).name);
        }
    }

  private:
    const Session &m_session;
};

double percentile(std::vector<double> values, double part) {
    std::ranges::sort(values);
    return values[static_cast<std::size_t>(part * static_cast<double>(values.size() - 1))];
}

void measure(QTableView &table) {
    bench::Sequence random;
    std::vector<double> frames;
    std::uint64_t visited = 0;
    for (int i = 0; i < kFrames; ++i) {
        const auto row = random.below(static_cast<std::uint64_t>(table.model()->rowCount()));
        visited += row;
        table.verticalScrollBar()->setValue(static_cast<int>(row));
        QElapsedTimer timer;
        timer.start();
        table.viewport()->repaint();
        frames.push_back(static_cast<double>(timer.nsecsElapsed()) / 1e6);
        QCoreApplication::processEvents();
    }
    std::printf("{\"p50Ms\":%.3f,\"p99Ms\":%.3f,\"checksum\":\"%llu\"}\n", percentile(frames, 0.5),
                percentile(frames, 0.99), static_cast<unsigned long long>(visited));
}

} // namespace

int main(int argc, char **argv) {
    if (argc != 3) return 2;
    QApplication application(argc, argv);
    Theme theme(Scheme::Light);
    theme.apply(application);
    Workers workers;
    Session session(workers, bench::must(openForBrowsing({.address = argv[2]}, {}, {})));
    if (!QTest::qWaitFor([&] { return session.isLoaded(); }, 120'000)) return 1;
    const bool isStock = std::string_view(argv[1]) == "stock";
    LogPage page(session, theme);
    StockModel model(session);
    QTableView stock;
    stock.setModel(&model);
    stock.verticalHeader()->hide();
    stock.verticalHeader()->setSectionResizeMode(QHeaderView::Fixed);
    stock.verticalHeader()->setDefaultSectionSize(page.table()->verticalHeader()->defaultSectionSize());
    stock.horizontalHeader()->setStretchLastSection(true);
    QWidget &shown = isStock ? static_cast<QWidget &>(stock) : page;
    shown.resize(1600, 1000);
    shown.show();
    if (!QTest::qWaitForWindowExposed(&shown)) return 1;
    measure(isStock ? stock : *page.table());
}
