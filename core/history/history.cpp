// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/history/history.h"

#include "core/history/history_builder.h"
#include "core/history/stream_history.h"

#include <algorithm>

namespace eventscope {
namespace {

/// The last step whose `key` is at most `asked`, in a sequence that ascends.
template <class T, class Key>
std::optional<std::size_t> lastAtMost(const std::vector<Step> &steps, const T &asked, Key key) {
    const auto after =
        std::partition_point(steps.begin(), steps.end(), [&](const Step &step) { return step.*key <= asked; });
    if (after == steps.begin()) return std::nullopt;
    return static_cast<std::size_t>(after - steps.begin()) - 1;
}

} // namespace

std::optional<std::size_t> History::stepAtVersion(Version version) const {
    return lastAtMost(steps(), version, &Step::version);
}

std::optional<std::size_t> History::stepAtPosition(Position position) const {
    return lastAtMost(steps(), position, &Step::position);
}

TimeAnswer History::stepAtTime(Time time, TimeAnswer::Which clock) const {
    const auto timeOf = [clock](const Step &step) {
        return clock == TimeAnswer::Which::Valid ? step.validAt.value_or(step.recordedAt) : step.recordedAt;
    };
    TimeAnswer answer{clock, time, std::nullopt, kBeforeAll, false, false};
    const std::vector<Step> &all = steps();
    for (std::size_t i = 0; i < all.size(); ++i) {
        if (i > 0 && timeOf(all[i]) < timeOf(all[i - 1])) answer.clockRanBack = true;
        if (timeOf(all[i]) <= time) answer.step = i;
    }
    if (!answer.step) return answer;
    answer.position = all[*answer.step].position;
    answer.tied = *answer.step + 1 < all.size() && timeOf(all[*answer.step + 1]) == timeOf(all[*answer.step]);
    return answer;
}

Result<HistoryPtr> buildHistory(std::shared_ptr<const EventStore> store, LensPtr lens, FoldPtr fold, StreamId stream,
                                const HistoryOptions &options, const std::function<void(HistoryPtr)> &onPart,
                                const JobControl &job) {
    HistoryData data;
    data.store = std::move(store);
    data.lens = std::move(lens);
    data.fold = std::move(fold);
    data.stream = std::move(stream);
    data.until = options.until;
    data.options = options;
    std::function<void(HistoryData)> publish;
    if (onPart)
        publish = [&onPart](HistoryData part) { onPart(std::make_shared<const StreamHistory>(std::move(part))); };
    HistoryBuilder builder(std::move(data));
    ES_ASSIGN(whole, builder.build(publish, job));
    return std::make_shared<const StreamHistory>(std::move(whole));
}

} // namespace eventscope
