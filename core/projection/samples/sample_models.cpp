// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/projection/samples/sample_models.h"

#include "core/aggregate/samples/bank_account.h"
#include "core/aggregate/samples/sample_domain.h"
#include "core/json/number.h"
#include "core/projection/key_choice.h"
#include "core/projection/replay.h"
#include "core/projection/runner.h"
#include "core/projection/samples/account_summary.h"
#include "core/projection/samples/sample_projections.h"

#include <algorithm>

namespace eventscope::samples {

namespace {

constexpr std::size_t kPageRows = 1000;
/// Long enough that the row does not show it, short enough for a person to look through.
constexpr std::uint64_t kEventsMin = 6, kEventsMax = 30;

/// Finds a deposit of an account that is not its last event.
class FindDeposit final : public ReplayListener {
  public:
    [[nodiscard]] bool wantsEdits() const override { return true; }
    void edited(const ReadableEvent &event, std::span<const RowEdit> edits) override {
        m_found = m_next;
        const bool isDeposit = event.type() == MoneyDeposited::kType && edits.size() == 1 && edits.front().before;
        if (!isDeposit) return;
        const auto amount = addNumbers(edits.front().after->member("balance").token(),
                                       negated(edits.front().before->member("balance").token()));
        m_next = {*amount, event.stored().version()};
    }
    struct Deposit {
        std::string amount; ///< empty: there is none
        Version version;
    };
    [[nodiscard]] const Deposit &found() const { return m_found; }
    [[nodiscard]] static std::string negated(std::string_view number) {
        return number.starts_with('-') ? std::string(number.substr(1)) : "-" + std::string(number);
    }

  private:
    Deposit m_found, m_next; // before the last event, and with it
};

Result<std::optional<ModelRow>> rowToBend(ReadModelStore &models, const ModelInfo &model, const JobControl &job) {
    for (std::string after;;) {
        ES_ASSIGN(page, models.page(model, after, kPageRows, job));
        for (ModelRow &row : page)
            if (row.events >= kEventsMin && row.events <= kEventsMax) return std::optional(std::move(row));
        if (page.size() < kPageRows) return std::nullopt;
        after = page.back().key;
    }
}

Json without(const Json &row, const FindDeposit::Deposit &deposit) {
    const auto balance =
        addNumbers(row.member("balance").token(), FindDeposit::negated(deposit.amount)).value_or("0.00");
    const auto count = addNumbers(row.member("transactionCount").token(), "-1").value_or("0");
    return Json::object({{"balance", Json::number(balance)},
                         {"transactionCount", Json::number(count)},
                         {"lastActivity", row.member("lastActivity")}});
}

/// Nothing where no account is of a fitting length.
Result<std::optional<PlantedFault>> bendARow(const ProjectionContext &context, const Projection &projection,
                                             const JobControl &job) {
    ES_ASSIGN(model, context.models.find(projection.info().name, ModelRole::Live, job));
    ES_ASSIGN(row, rowToBend(context.models, *model, job));
    if (!row) return std::nullopt;
    FindDeposit find;
    ES_TRY(replay(context.store, *context.lens, projection, onlyKey(row->key), model->checkpoint.position, &find, job));
    const FindDeposit::Deposit &deposit = find.found();
    if (deposit.amount.empty()) return std::nullopt;
    const RowChange bent{row->key, without(row->row, deposit), row->position, row->events - 1};
    ES_TRY(context.models.mend(*model, model->checkpoint.position, std::span(&bent, 1), {}, job));
    const std::string stream = std::string(BankAccount::kCategory) + "-" + row->key;
    return PlantedFault{"drifted-row", stream,
                        "its row in account-summary lost the deposit of version " +
                            std::to_string(deposit.version.value)};
}

} // namespace

Result<std::optional<PlantedFault>> makeSampleModels(const EventStore &store, ReadModelStore &models, Clock &clock,
                                                     bool clean, const JobControl &job) {
    const ProjectionContext context{store, sampleLens(), models, clock};
    std::vector<ModelTarget> targets;
    for (const ProjectionPtr &projection : sampleProjections())
        targets.push_back({projection, ModelRole::Live});
    ES_ASSIGN(outcomes, carryOn(context, targets, {}, nullptr, job));
    for (const RunOutcome &outcome : outcomes)
        if (!outcome.model) return fail(outcome.model.error());
    if (clean) return std::nullopt;
    const auto isSummary = [](const ModelTarget &target) {
        return target.projection->info().name == AccountSummary::kName;
    };
    return bendARow(context, *std::ranges::find_if(targets, isSummary)->projection, job);
}

} // namespace eventscope::samples
