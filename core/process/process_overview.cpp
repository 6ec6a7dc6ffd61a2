// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/process/process_board.h"
#include "core/projection/replay.h"

#include <algorithm>
#include <map>
#include <tuple>

namespace eventscope {

namespace {

bool isOlder(const ProcessInstance &a, const ProcessInstance &b) {
    return std::tie(a.process.startedAt, a.key) < std::tie(b.process.startedAt, b.key);
}

/// Sorts instances into columns, of which each keeps its oldest.
class Sorter {
  public:
    explicit Sorter(std::size_t instancesMax) : m_instancesMax(instancesMax) {}

    void add(ProcessInstance instance) {
        Column &column = m_columns[{instance.process.status, instance.process.step}];
        column.step = instance.process.step;
        column.status = instance.process.status;
        ++column.count;
        column.events += instance.events;
        column.overdue += instance.isOverdue ? 1 : 0;
        column.stuck += instance.isStuck ? 1 : 0;
        if (m_instancesMax > 0) keep(column.oldest, std::move(instance));
    }

    /// Who has come far has heard of many events.
    std::vector<ProcessColumn> columns() {
        std::vector<Column> all;
        for (auto &[place, column] : m_columns) {
            std::ranges::sort(column.oldest, isOlder);
            all.push_back(std::move(column));
        }
        std::ranges::stable_sort(all, [](const Column &a, const Column &b) {
            if (a.status != b.status) return a.status < b.status;
            return a.eventsOfEach() < b.eventsOfEach();
        });
        return {std::make_move_iterator(all.begin()), std::make_move_iterator(all.end())};
    }

  private:
    struct Column : ProcessColumn {
        std::uint64_t events = 0;
        [[nodiscard]] double eventsOfEach() const { return static_cast<double>(events) / static_cast<double>(count); }
    };

    /// A heap with the youngest of those that are kept on top.
    void keep(std::vector<ProcessInstance> &kept, ProcessInstance instance) const {
        if (kept.size() == m_instancesMax) {
            if (!isOlder(instance, kept.front())) return;
            std::ranges::pop_heap(kept, isOlder);
            kept.pop_back();
        }
        kept.push_back(std::move(instance));
        std::ranges::push_heap(kept, isOlder);
    }

    const std::size_t m_instancesMax;
    std::map<std::pair<ProcessStatus, std::string>, Column> m_columns;
};

} // namespace

Result<ProcessOverview> processOverview(const ProjectionContext &context, const OverviewWanted &wanted,
                                        const JobControl &job) {
    ProcessOverview overview;
    ES_ASSIGN(table, context.models.find(wanted.process->info().name, ModelRole::Live, job));
    if (!table) return overview;
    overview.isBuilt = true;
    overview.isReplayed = wanted.until < table->checkpoint.position;
    overview.position = overview.isReplayed ? wanted.until : table->checkpoint.position;
    if (wanted.asOf) {
        overview.asOf = *wanted.asOf;
    } else {
        ES_ASSIGN(asOf, timeAt(context.store, wanted.until, job));
        overview.asOf = asOf.value_or(Time());
    }
    std::vector<ModelRow> rows;
    RowPages pages = pagesOf(context.models, *table, job);
    if (overview.isReplayed) {
        ES_ASSIGN(again, replay(context.store, *context.lens, *wanted.process, nullptr, wanted.until, nullptr, job));
        rows = std::move(again);
        pages = pagesOf(rows);
    }
    Sorter sorter(wanted.instancesMax);
    ES_TRY(eachInstance(pages, overview.asOf, wanted.filter,
                        [&](ProcessInstance instance) { sorter.add(std::move(instance)); }));
    overview.columns = sorter.columns();
    return overview;
}

} // namespace eventscope
