// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/history/blame.h"

#include <cassert>
#include <charconv>

namespace eventscope {
namespace {

Json emptyStamp(char bracket, std::size_t step) { return Json::string(bracket + std::to_string(step)); }

Json stamp(const Json &value, std::size_t step) {
    if (!value.isContainer()) return Json::number(static_cast<std::int64_t>(step));
    if (value.size() == 0) return emptyStamp(value.isArray() ? '[' : '{', step);
    std::vector<Json> elements;
    std::vector<Json::Member> members;
    for (std::size_t i = 0; i < value.size(); ++i) {
        if (value.isArray())
            elements.push_back(stamp(value.child(i), step));
        else
            members.push_back({std::string(value.key(i)), stamp(value.child(i), step)});
    }
    return value.isArray() ? Json::array(std::move(elements)) : Json::object(std::move(members));
}

std::size_t stepOf(const Json &leaf) {
    const std::string_view token = leaf.isString() ? leaf.token().substr(1) : leaf.token();
    std::size_t step = 0;
    std::from_chars(token.data(), token.data() + token.size(), step);
    return step;
}

/// Follows the changes of one step in the tree. The changes come from diff(), hence every place exists.
class Follower {
  public:
    Follower(Json tree, std::size_t step) : m_draft(std::move(tree)), m_step(step) {}
    void follow(const Change &change) {
        switch (change.op) {
        case Change::Op::Add:
            put(change.path, stamp(*change.value, m_step));
            break;
        case Change::Op::Replace:
            must(m_draft.set(change.path, stamp(*change.value, m_step)));
            break;
        case Change::Op::Remove:
            take(change.path);
            break;
        case Change::Op::Move: {
            const Json moved = *valueAt(m_draft.value(), *change.from);
            take(*change.from);
            put(change.path, moved);
            break;
        }
        }
    }
    [[nodiscard]] Json tree() const { return m_draft.freeze(); }

  private:
    static void must(const Result<void> &done) {
        assert(done && "the blame tree has the shape of the state");
        static_cast<void>(done);
    }
    void put(const Pointer &path, const Json &blame) {
        if (path.isRoot()) return must(m_draft.set(path, blame));
        const Json parent = *valueAt(m_draft.value(), path.parent());
        const bool wasEmpty = parent.isString();
        const bool isArray = parent.isArray() || (wasEmpty && parent.token().front() == '[');
        if (wasEmpty) must(m_draft.set(path.parent(), isArray ? Json::array({}) : Json::object({})));
        must(isArray ? m_draft.insert(path, blame) : m_draft.set(path, blame));
    }
    void take(const Pointer &path) {
        must(m_draft.remove(path));
        const Json parent = *valueAt(m_draft.value(), path.parent());
        if (parent.size() == 0) must(m_draft.set(path.parent(), emptyStamp(parent.isArray() ? '[' : '{', m_step)));
    }

    JsonDraft m_draft;
    std::size_t m_step;
};

bool hasShapeOf(const Json &state, const Json &blame) {
    if (state.size() != blame.size()) return false;
    for (std::size_t i = 0; i < state.size(); ++i)
        if (!hasShapeOf(state.child(i), blame.child(i))) return false;
    return true;
}

void list(const Json &state, const Json &blame, const Pointer &path, std::vector<BlameEntry> &entries) {
    if (state.size() == 0) {
        entries.push_back({path, state, stepOf(blame)});
        return;
    }
    assert(state.size() == blame.size() && "the blame tree has the shape of the state");
    for (std::size_t i = 0; i < state.size(); ++i)
        list(state.child(i), blame.child(i), state.isArray() ? path.child(i) : path.child(state.key(i)), entries);
}

} // namespace

Blame::Blame(const Json &state, std::size_t step) : m_tree(stamp(state, step)) {}

Blame Blame::after(const Json &before, const Json &after, std::size_t step) const {
    Follower follower(m_tree, step);
    bool movesMembers = false;
    for (const Change &change : diff(before, after)) {
        movesMembers = movesMembers || change.from == change.path;
        follower.follow(change);
    }
    // Moving a member to the end names all of its name; where one has a twin the place of the others is lost.
    if (movesMembers && !hasShapeOf(after, follower.tree())) return Blame(after, step);
    return Blame(follower.tree());
}

std::vector<BlameEntry> Blame::entries(const Json &state) const {
    std::vector<BlameEntry> entries;
    list(state, m_tree, {}, entries);
    return entries;
}

} // namespace eventscope
