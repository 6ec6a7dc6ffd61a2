// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/process/process_row.h"

#include "core/aggregate/state_json.h"
#include "core/json/pointer.h"
#include "core/projection/row_columns.h"

namespace eventscope {

namespace {

constexpr std::string_view kState = "state";

/// The members that every instance has, by name.
struct CommonRow : ProcessState {
    static constexpr auto fields() { return processFields<CommonRow>(); }
};

} // namespace

std::vector<ModelColumn> processColumns() {
    auto columns = columnsOfRecord<CommonRow>();
    columns.push_back({std::string(kState), ColumnType::Json});
    return columns;
}

Result<ProcessState> processOf(const Json &row) {
    const auto common = stateFromText<CommonRow>(print(row));
    if (!common) {
        return fail(ErrorKind::Corrupt, "A row is not that of a process: " + common.error().message,
                    "Rebuild the process");
    }
    return ProcessState(*common);
}

Json stateOf(const Json &row) { return row.member(kState); }

Result<Json> processRow(const ProcessState &process, Json state) {
    ES_ASSIGN(common, toJson(CommonRow{process}));
    JsonDraft row(std::move(common));
    ES_TRY(row.set(Pointer({std::string(kState)}), std::move(state)));
    return row.freeze();
}

} // namespace eventscope
