// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/process/reaction.h"

namespace eventscope {

namespace {

/// An instance while it reacts to an event. What `event` looks at is the state as it is by then.
class Reacting {
  public:
    Reacting(ProcessState &process, JsonDraft &state, EventSubject &event)
        : m_moves(process, event.event().recordedAt()), m_state(state), m_event(event) {}

    Result<void> run(const Reaction &reaction) {
        m_event.lookAt(&m_state.value(), nullptr);
        if (reaction.when && !reaction.when->matches(m_event)) return {};
        static const WriteListener kNobody;
        StateEdit edit(m_state, kNobody);
        for (const Operation &operation : reaction.operations)
            ES_TRY(applyOperation(operation, edit, m_event));
        if (reaction.compensates) m_moves.compensate();
        if (reaction.goTo) m_moves.goTo(*reaction.goTo);
        for (const CommandRule &rule : reaction.send)
            ES_TRY(send(rule));
        if (!reaction.waitFor.empty()) m_moves.waitFor(reaction.waitFor, reaction.within);
        if (reaction.end) m_moves.end(*reaction.end);
        return {};
    }

  private:
    Result<void> send(const CommandRule &rule) {
        if (!rule.forEach) return sendOne(rule, Json());
        const Json all = valueAt(m_state.value(), *rule.forEach).value_or(Json());
        if (all.isNull()) return {};
        if (!all.isArray() && !all.isObject())
            return fail(ErrorKind::Invalid, "forEach: the state has no array and no object at " + rule.forEach->text());
        for (const Json &element : all.isArray() ? elementsOf(all) : membersOf(all))
            ES_TRY(sendOne(rule, element));
        return {};
    }

    static std::vector<Json> elementsOf(const Json &array) {
        std::vector<Json> elements;
        for (const auto &child : array.children())
            elements.push_back(child.value);
        return elements;
    }
    /// By their names, whatever the order in which they came: commands are the same for the same state.
    static std::vector<Json> membersOf(const Json &object) {
        std::map<std::string_view, Json> members;
        for (const auto &[name, value] : object.children())
            members.insert_or_assign(name, value);
        std::vector<Json> elements;
        for (const auto &[name, value] : members)
            elements.push_back(Json::object({{"key", Json::string(name)}, {"value", value}}));
        return elements;
    }

    Result<void> sendOne(const CommandRule &rule, const Json &element) {
        m_event.lookAt(&m_state.value(), &element);
        if (rule.when && !rule.when->matches(m_event)) return {};
        std::map<std::string, std::string> arguments;
        for (const auto &[name, source] : rule.arguments) {
            ES_ASSIGN(value, source.read(m_event));
            arguments[name] = value.isString() ? std::string(value.token()) : print(value);
        }
        m_moves.send(rule.command, std::move(arguments));
        return {};
    }

    ProcessMoves m_moves;
    JsonDraft &m_state;
    EventSubject &m_event;
};

class ReactionAction final : public RowAction {
  public:
    ReactionAction(bool starts, Json initial, std::vector<Reaction> reactions)
        : m_starts(starts), m_initial(std::move(initial)), m_reactions(std::move(reactions)) {}

    [[nodiscard]] Result<void> change(std::optional<Json> &row, EventSubject &event, const Json &) const override {
        if (!row && !m_starts) return {};
        ProcessState process;
        process.startedAt = event.event().recordedAt();
        if (row) {
            ES_ASSIGN(known, processOf(*row));
            process = std::move(known);
        }
        if (process.status == ProcessStatus::Ended) return {};
        process.changedAt = event.event().recordedAt();
        JsonDraft state(row ? stateOf(*row) : m_initial);
        Reacting reacting(process, state, event);
        for (const Reaction &reaction : m_reactions)
            ES_TRY(reacting.run(reaction));
        if (!state.value().isObject()) return fail(ErrorKind::Invalid, "the state would be no object any more");
        ES_ASSIGN(changed, processRow(process, state.freeze()));
        row = std::move(changed);
        return {};
    }

    [[nodiscard]] Fields fields() const override {
        Fields fields = Fields::Header;
        for (const Reaction &reaction : m_reactions)
            fields = fields | reaction.fields();
        return fields;
    }

  private:
    const bool m_starts;
    const Json m_initial;
    const std::vector<Reaction> m_reactions;
};

} // namespace

Fields Reaction::fields() const {
    Fields fields = when ? when->fields() : Fields::Header;
    for (const Operation &operation : operations)
        fields = fields | operation.fields();
    for (const CommandRule &rule : send) {
        if (rule.when) fields = fields | rule.when->fields();
        for (const auto &[name, source] : rule.arguments)
            fields = fields | source.fields();
    }
    return fields;
}

RowActionPtr reactToEvent(bool starts, Json initial, std::vector<Reaction> reactions) {
    return std::make_shared<ReactionAction>(starts, std::move(initial), std::move(reactions));
}

} // namespace eventscope
