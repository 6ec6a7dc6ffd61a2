// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/projection/row_action.h"

#include "core/json/json_undo.h"

#include <algorithm>

namespace eventscope {

namespace {

class Deletion final : public RowAction {
  public:
    [[nodiscard]] Result<void> change(std::optional<Json> &row, EventSubject &, const Json &) const override {
        row.reset();
        return {};
    }
    [[nodiscard]] Fields fields() const override { return Fields::Header; }
};

/// False: a row that has each of its columns once has so afterwards too.
bool mayLoseColumns(const Operation &operation) {
    return operation.verb == Operation::Verb::Remove || operation.target.isRoot();
}

class Operations final : public RowAction {
  public:
    Operations(const ModelSchema &schema, Json initial, std::vector<Operation> operations)
        : m_schema(schema),
          m_all{std::move(initial), std::move(operations)},
          m_mayLoseColumns(std::ranges::any_of(m_all.operations, mayLoseColumns)) {}

    [[nodiscard]] Result<void> change(std::optional<Json> &row, EventSubject &event,
                                      const Json &element) const override {
        // Rows are many and lie all over the memory: they are edited where they are, nothing of them is copied.
        const bool wasThere = row.has_value();
        JsonUndo undo;
        JsonDraft draft(wasThere ? *std::move(row) : m_all.initial);
        draft.noteIn(undo);
        if (auto done = edit(draft, event, element); !done) {
            if (wasThere) row = std::move(undo).takeBack(std::move(draft).take());
            return done;
        }
        row = m_mayLoseColumns ? normalRow(m_schema, draft.value()) : std::move(draft).take();
        return {};
    }

    [[nodiscard]] Fields fields() const override {
        Fields fields = Fields::Header;
        for (const Operation &operation : m_all.operations)
            fields = fields | operation.fields();
        return fields;
    }
    [[nodiscard]] const RowOperations *operations() const override { return &m_all; }

  private:
    [[nodiscard]] Result<void> edit(JsonDraft &draft, EventSubject &event, const Json &element) const {
        static const WriteListener kNobody;
        StateEdit state(draft, kNobody);
        event.lookAt(&draft.value(), &element);
        for (const Operation &operation : m_all.operations)
            ES_TRY(applyOperation(operation, state, event));
        if (!draft.value().isObject()) return fail(ErrorKind::Invalid, "the row would be no object any more");
        return {};
    }

    const ModelSchema m_schema;
    const RowOperations m_all;
    const bool m_mayLoseColumns;
};

} // namespace

RowActionPtr operateOnRow(const ModelSchema &schema, Json initial, std::vector<Operation> operations) {
    return std::make_shared<Operations>(schema, std::move(initial), std::move(operations));
}

RowActionPtr deleteRow() {
    static const auto kDeletion = std::make_shared<const Deletion>();
    return kDeletion;
}

} // namespace eventscope
