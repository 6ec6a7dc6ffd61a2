// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/json/diff.h"

#include "core/json/array_align.h"
#include "core/json/array_steps.h"
#include "core/json/json_container.h"

#include <algorithm>

namespace eventscope {

namespace {

using json_container::childAt;

/// Works through pairs of values with a stack of its own. Paths are chains of tokens until a change needs one.
class Differ {
  public:
    explicit Differ(const DiffOptions &options) : m_options(options) {}

    std::vector<Change> run(const Json &before, const Json &after) {
        m_open.push_back({kRoot, &before, &after});
        while (!m_open.empty()) {
            const Pair pair = m_open.back();
            m_open.pop_back();
            const std::size_t first = m_open.size();
            compare(pair);
            // Children were pushed in order; the first is to be taken next.
            std::reverse(m_open.begin() + static_cast<std::ptrdiff_t>(first), m_open.end());
        }
        return std::move(m_changes);
    }

  private:
    static constexpr std::size_t kRoot = static_cast<std::size_t>(-1);
    struct Step {
        std::size_t parent;
        std::string token;
    };
    struct Pair {
        std::size_t path; ///< of m_steps, or kRoot
        const Json *before;
        const Json *after;
    };

    void compare(const Pair &pair) {
        const Json &before = *pair.before;
        const Json &after = *pair.after;
        if (before.shares(after)) return;
        if (before.isArray() && after.isArray()) {
            compareArrays(pair);
            return;
        }
        const std::size_t changes = m_changes.size();
        const std::size_t open = m_open.size();
        if (before.isObject() && after.isObject() && compareObjects(pair)) return;
        m_changes.resize(changes);
        m_open.resize(open);
        if (before != after) m_changes.push_back({Change::Op::Replace, pointerTo(pair.path), {}, before, after});
    }

    void compareArrays(const Pair &pair) {
        const ArrayAlignment alignment = alignArrays(*pair.before, *pair.after, m_options, Keyless::Subsequence);
        const std::size_t front = alignment.front;
        std::vector<std::size_t> partners = alignment.partners;
        for (std::size_t &partner : partners)
            partner -= partner == ArrayAlignment::kNone ? 0 : front;
        const Pointer path = pointerTo(pair.path);
        for (const ArrayStep &step : arraySteps(pair.before->size() - front - alignment.back, partners)) {
            addStep(pair, path, front, step);
        }
        for (std::size_t i = 0; i < alignment.partners.size(); ++i) {
            if (alignment.partners[i] == ArrayAlignment::kNone) continue;
            push(pair.path, std::to_string(front + i), childAt(*pair.before, alignment.partners[i]),
                 childAt(*pair.after, front + i));
        }
    }

    void addStep(const Pair &pair, const Pointer &path, std::size_t front, const ArrayStep &step) {
        switch (step.kind) {
        case ArrayStep::Kind::Remove:
            m_changes.push_back(
                {Change::Op::Remove, path.child(front + step.from), {}, pair.before->child(front + step.item), {}});
            break;
        case ArrayStep::Kind::Add:
            m_changes.push_back(
                {Change::Op::Add, path.child(front + step.to), {}, {}, pair.after->child(front + step.item)});
            break;
        case ArrayStep::Kind::Move:
            m_changes.push_back({Change::Op::Move, path.child(front + step.to), path.child(front + step.from), {}, {}});
            break;
        }
    }

    /// New members are appended, so that those which stay must be a leading part of `after`, in the order of `before`.
    /// False when a key that matters is there twice: no path names one of the two.
    [[nodiscard]] bool compareObjects(const Pair &pair) {
        const Json &before = *pair.before;
        const Json &after = *pair.after;
        std::size_t i = 0;
        std::size_t j = 0;
        if (!walkTogether(pair, i, j)) return false;
        for (std::size_t rest = i; rest < before.size(); ++rest) {
            const Fate fate = fateOf(pair, rest, j);
            if (fate == Fate::Unclear) return false;
            if (fate == Fate::Removed) remove(pair, rest);
        }
        std::size_t stayed = i;
        for (bool inOrder = true; j < after.size(); ++j) {
            const std::string_view key = after.key(j);
            const std::size_t place = before.find(key);
            if (after.find(key) != j || place < i) return false;
            inOrder = inOrder && place != Json::npos && place >= stayed;
            if (place == Json::npos) {
                m_changes.push_back({Change::Op::Add, pointerTo(pair.path).child(key), {}, {}, after.child(j)});
                continue;
            }
            if (inOrder) {
                stayed = place;
            } else {
                // A twin in the part that was walked together would move, too.
                if (namesAny(before, i, key)) return false;
                moveToEnd(pointerTo(pair.path).child(key));
            }
            push(pair.path, std::string(key), childAt(before, place), childAt(after, j));
        }
        return true;
    }

    /// True when one of the first `count` members is called `key`.
    [[nodiscard]] static bool namesAny(const Json &object, std::size_t count, std::string_view key) {
        for (std::size_t i = 0; i < count; ++i) {
            if (object.key(i) == key) return true;
        }
        return false;
    }

    /// As long as the members of both follow each other, but for some that were removed. Skips what is shared.
    [[nodiscard]] bool walkTogether(const Pair &pair, std::size_t &i, std::size_t &j) {
        const Json &before = *pair.before;
        const Json &after = *pair.after;
        while (i < before.size() && j < after.size()) {
            const std::size_t shared = json_container::sharedRun(*JsonNode::of(before), i, *JsonNode::of(after), j,
                                                                 json_container::Side::Front);
            i += shared;
            j += shared;
            if (shared > 0) continue;
            const std::string_view key = after.key(j);
            if (before.key(i) == key) {
                const Json &child = childAt(before, i);
                if (!child.shares(childAt(after, j))) {
                    if (before.find(key) != i || after.find(key) != j) return false;
                    push(pair.path, std::string(key), child, childAt(after, j));
                }
                ++i;
                ++j;
                continue;
            }
            const Fate fate = fateOf(pair, i, j);
            if (fate != Fate::Removed) return fate == Fate::Kept;
            remove(pair, i++);
        }
        return true;
    }

    enum class Fate : std::uint8_t { Kept, Removed, Unclear };

    /// What becomes of the member at `index` before, when the members afterwards up to `passed` have their partners.
    [[nodiscard]] static Fate fateOf(const Pair &pair, std::size_t index, std::size_t passed) {
        const std::string_view key = pair.before->key(index);
        const std::size_t found = pair.after->find(key);
        if (pair.before->find(key) != index || found < passed) return Fate::Unclear;
        return found == Json::npos ? Fate::Removed : Fate::Kept;
    }

    void remove(const Pair &pair, std::size_t index) {
        m_changes.push_back({Change::Op::Remove,
                             pointerTo(pair.path).child(pair.before->key(index)),
                             {},
                             pair.before->child(index),
                             {}});
    }

    void moveToEnd(const Pointer &path) { m_changes.push_back({Change::Op::Move, path, path, {}, {}}); }

    void push(std::size_t parent, std::string token, const Json &before, const Json &after) {
        if (before.shares(after)) return;
        m_steps.push_back({parent, std::move(token)});
        m_open.push_back({m_steps.size() - 1, &before, &after});
    }

    [[nodiscard]] Pointer pointerTo(std::size_t path) const {
        std::vector<std::string> tokens;
        for (; path != kRoot; path = m_steps[path].parent)
            tokens.push_back(m_steps[path].token);
        std::reverse(tokens.begin(), tokens.end());
        return Pointer(std::move(tokens));
    }

    const DiffOptions &m_options;
    std::vector<Step> m_steps;
    std::vector<Pair> m_open;
    std::vector<Change> m_changes;
};

} // namespace

std::vector<Change> diff(const Json &before, const Json &after, const DiffOptions &options) {
    return Differ(options).run(before, after);
}

} // namespace eventscope
