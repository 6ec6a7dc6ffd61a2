// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/lens/seen_paths.h"

#include "core/event/filter/filter_text.h"
#include "core/json/protected_state.h"

#include <algorithm>
#include <map>
#include <set>

namespace eventscope {

namespace {

constexpr std::size_t kEvents = 300;
constexpr std::size_t kPathsMax = 400;
constexpr std::size_t kValuesMax = 20;
constexpr std::size_t kValueBytesMax = 64;
constexpr std::size_t kElementsMax = 8;
constexpr int kDepthMax = 8;

class Collection {
  public:
    void look(const std::string &path, const Json &value, int depth = 0) {
        if (protectedState(value) || depth > kDepthMax) return;
        if (value.isObject()) {
            for (std::size_t i = 0; i < value.size(); ++i)
                look(filterMember(path, value.key(i)), value.child(i), depth + 1);
        } else if (value.isArray()) {
            for (std::size_t i = 0; i < std::min(value.size(), kElementsMax); ++i)
                look(path + "[*]", value.child(i), depth + 1);
        } else {
            add(path, value);
        }
    }

    std::vector<SeenPath> take() {
        std::vector<SeenPath> all;
        for (auto &[path, values] : m_values)
            all.push_back({path, {values.begin(), values.end()}});
        return all;
    }

  private:
    void add(const std::string &path, const Json &scalar) {
        auto known = m_values.find(path);
        if (known == m_values.end()) {
            if (m_values.size() == kPathsMax) return;
            known = m_values.emplace(path, std::set<std::string>()).first;
        }
        std::set<std::string> &values = known->second;
        if (values.size() == kValuesMax) return;
        if (std::string text = print(scalar); text.size() <= kValueBytesMax) values.insert(std::move(text));
    }

    std::map<std::string, std::set<std::string>> m_values;
};

} // namespace

Result<std::vector<SeenPath>> seenPaths(const EventStore &store, const Lens &lens, const JobControl &job) {
    Collection seen;
    for (const Direction direction : {Direction::Backward, Direction::Forward}) {
        Query query;
        query.direction = direction;
        query.rowsMax = kEvents;
        query.fields = Fields::Data | Fields::Metadata | lens.fields();
        ES_ASSIGN(stored, store.page(query, job));
        ES_ASSIGN(batch, lens.open(stored));
        for (std::size_t row = 0; row < batch.rows(); ++row) {
            if (job.stopRequested()) return cancelled();
            if (const auto data = batch[row].data()) seen.look("data", *data);
            const Payload metadata = batch[row].metadata();
            if (metadata.encoding != Encoding::Json) continue;
            if (const auto parsed = Json::parse(metadata.bytes)) seen.look("meta", *parsed);
        }
    }
    return seen.take();
}

} // namespace eventscope
