// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/fold/fold_registry.h"
#include "core/history/compare.h"
#include "core/history/history.h"
#include "core/lens/export_events.h"
#include "core/lens/filtered_scan.h"
#include "core/lens/find_text.h"
#include "core/lens/seen_paths.h"
#include "core/models/memory_read_model_store.h"
#include "core/privacy/masking_store.h"
#include "core/projection/declared_projection.h"
#include "core/projection/runner.h"
#include "core/vault/protected_mark.h"
#include "tests/core/privacy/sealed_shop.h"

#include <array>
#include <map>

using namespace eventscope;
using namespace eventscope::testing;

namespace {

constexpr std::array kStates{FieldState::Clear,      FieldState::Locked,   FieldState::Shredded,
                             FieldState::KeyUnknown, FieldState::Tampered, FieldState::Unsupported};
constexpr std::string_view kPeople = R"({"projection": "people", "key": "/personId", "columns": {"name": "text"},
    "on": {"Joined": [{"set": "/name", "from": "/name"}]}})";
constexpr std::string_view kAt = "2026-03-01T00:00:00.000000Z";

/// What every consumer is to give for a value in this state.
std::string golden(FieldState state) {
    switch (state) {
    case FieldState::Clear:
        return R"("Name of clear")";
    case FieldState::Locked: // its erasure has begun
        return R"({"$protected":"locked","erasure":"e-locked"})";
    case FieldState::Shredded:
        return R"({"$protected":"shredded","erasure":"e-shredded","at":)" + print(Json::string(kAt)) + "}";
    case FieldState::KeyUnknown:
        return R"({"$protected":"keyUnknown"})";
    case FieldState::Tampered:
        return R"({"$protected":"tampered"})";
    case FieldState::Unsupported:
        return R"({"$protected":"unsupported"})";
    }
    return {};
}

/// By state.
using Cells = std::map<FieldState, std::string>;

/// A line for each state.
std::string text(const Cells &cells) {
    std::string lines;
    for (const auto &[state, cell] : cells)
        lines += std::string(name(state)) + ": " + cell + "\n";
    return lines;
}

std::string goldenText() {
    Cells cells;
    for (const FieldState state : kStates)
        cells[state] = golden(state);
    return text(cells);
}

std::string streamOf(FieldState state) { return "person-" + std::string(name(state)); }

/// "name" of a document; what is not there shows as such.
std::string nameIn(const Json &document) {
    const auto value = valueAt(document, must(Pointer::parse("/name")));
    return value ? print(*value) : "(not there)";
}

/// A reader as it must not be: in the place of what is not clear it gives a value as any other.
class Blanked final : public ValueProtection {
  public:
    Blanked(ProtectionPtr inner, std::string blank) : m_inner(std::move(inner)), m_blank(std::move(blank)) {}
    [[nodiscard]] Fingerprint fingerprint() const override { return {"blanked"}; }
    [[nodiscard]] bool protects(std::string_view, std::span<const Pointer>) const override { return true; }
    [[nodiscard]] Result<std::vector<std::string>> texts(const EventBatch &batch, std::span<const std::uint32_t> rows,
                                                         PersonalField::Part part) const override {
        auto texts = m_inner->texts(batch, rows, part);
        if (!texts) return texts;
        for (std::string &text : *texts) {
            const auto at = text.find(R"({"$protected")");
            if (at != std::string::npos) text.replace(at, text.find('}', at) + 1 - at, m_blank);
        }
        return texts;
    }

  private:
    const ProtectionPtr m_inner;
    const std::string m_blank;
};

} // namespace

/// T15: six states, and everybody who reads; a value that is not clear is never taken for an empty one.
class TestStateMatrix : public QObject {
    Q_OBJECT

    std::unique_ptr<SealedShop> m_shop;
    LensPtr m_lens;

    void appendRaw(const std::string &stream, const NewEvent &event) {
        must(m_shop->openRaw()->append({stream}, Expected::any(), {&event, 1}, {}));
    }
    /// One person for each state, in a stream of their own, and a second event that says nothing of the name.
    void fill() {
        for (const FieldState state : kStates) {
            const std::string person(name(state)), stream = streamOf(state);
            const NewEvent joined = SealedShop::joined(person, "Name of " + person);
            if (state == FieldState::Clear || state == FieldState::Locked || state == FieldState::Shredded) {
                must(m_shop->append(stream, joined));
            } else {
                NewEvent changed = joined;
                changed.data = changedEnvelope(state);
                appendRaw(stream, changed);
            }
            appendRaw(stream, SealedShop::event("visited " + person, "Visited", R"({"visits":1})"));
        }
        const auto keys = must(m_shop->vault->unlocked());
        must(keys->fence(must(keys->bindingOf({"locked"})), {}, "e-locked"));
        m_shop->erase("shredded");
    }
    /// An envelope of somebody else, made into what it must not be.
    std::string changedEnvelope(FieldState state) {
        std::string data = readStream(m_shop->store->reader(), streamOf(FieldState::Clear)).front().data;
        const std::string clear = "\"personId\":\"clear\"";
        data.replace(data.find(clear), clear.size(), "\"personId\":\"" + std::string(name(state)) + "\"");
        if (state == FieldState::Unsupported) data.replace(data.find("xc20p"), 5, "later");
        if (state == FieldState::KeyUnknown) data.replace(data.find("\"kid\":\"") + 7, 8, "00000000");
        return data; // of another event: tampered with
    }
    [[nodiscard]] const EventStore &store() const { return m_shop->store->reader(); }
    [[nodiscard]] std::shared_ptr<const EventStore> shared() const {
        return {&store(), [](const EventStore *) {}};
    }

    /// \name The name of each person, as one kind of reader gives it
    /// @{
    [[nodiscard]] Cells payloads(const EventStore &of, const LensPtr &lens) const {
        Query query;
        query.fields = Fields::All;
        Cells cells;
        SinkOf sink([&](BatchPtr batch) -> Result<Flow> {
            ES_ASSIGN(readable, lens->open(std::move(batch)));
            for (std::size_t row = 0; row < readable.rows(); ++row)
                for (const FieldState state : kStates)
                    if (readable[row].stored().stream() == streamOf(state) && readable[row].type() == "Joined")
                        cells[state] = nameIn(must(readable[row].data()));
            return Flow::More;
        });
        must(of.scan(query, sink, {}));
        return cells;
    }
    [[nodiscard]] Cells states(const LensPtr &lens) const {
        Cells cells;
        for (const FieldState state : kStates)
            cells[state] = nameIn(
                must(foldStream(store(), *lens, *payloadMergeFold(), {streamOf(state)}, kEnd, TrustSnapshots::No, {}))
                    .state);
        return cells;
    }
    [[nodiscard]] HistoryPtr historyOf(FieldState state, const LensPtr &lens) const {
        return must(buildHistory(shared(), lens, payloadMergeFold(), {streamOf(state)}, {}, {}, {}));
    }
    /// Back in time, before the last event.
    [[nodiscard]] Cells timeTravel(const LensPtr &lens) const {
        Cells cells;
        for (const FieldState state : kStates)
            cells[state] = nameIn(must(historyOf(state, lens)->at(std::size_t{0}, {})).state);
        return cells;
    }
    [[nodiscard]] Cells diffs(const LensPtr &lens) const {
        Cells cells;
        for (const FieldState state : kStates)
            for (const Change &change : must(historyOf(state, lens)->diff(std::nullopt, std::size_t{1}, {}))) {
                if (change.path.text() == "/name") cells[state] = print(*change.value);
                if (change.path.text().empty()) cells[state] = nameIn(*change.value);
            }
        return cells;
    }
    /// All that is said of one value: its history, and blame where a value is a scalar.
    [[nodiscard]] Cells valueHistories(const LensPtr &lens) const {
        Cells cells;
        for (const FieldState state : kStates) {
            const auto all = must(historyOf(state, lens)->valueHistory(must(Pointer::parse("/name")), {}));
            cells[state] = all.size() == 1 && all.front().value ? print(*all.front().value) : "(not there)";
        }
        return cells;
    }
    /// Rows that a runner makes of what `lens` shows, as people see them.
    [[nodiscard]] Cells projected(const LensPtr &lens) const {
        MemoryReadModelStore models;
        const ModelTarget target{must(declaredProjection(kPeople))};
        const ProjectionContext context{store(), lens, models, m_shop->clock};
        const ModelInfo model = must(must(carryOn(context, std::span(&target, 1), {}, nullptr, {})).front().model);
        Cells cells;
        for (const ModelRow &row : must(models.page(model, {}, kStates.size(), {})))
            for (const FieldState state : kStates)
                if (row.key == name(state))
                    cells[state] = nameIn(must(openedForPeople(m_shop->protection(nullptr), row.row)));
        return cells;
    }
    /// The stream of each beside that of who is clear.
    [[nodiscard]] Cells compared(const LensPtr &lens) const {
        Cells cells{{FieldState::Clear, golden(FieldState::Clear)}};
        for (const FieldState state : kStates)
            for (const ComparedRow &row :
                 must(compareStreams(store(), *lens, {streamOf(FieldState::Clear)}, {streamOf(state)}, {})))
                for (const Change &change : row.changes)
                    if (change.path.text() == "/name" && change.value) cells[state] = print(*change.value);
        return cells;
    }
    /// @}
    /// The streams of the events that a filter finds.
    [[nodiscard]] std::vector<std::string> found(const std::string &filter, const LensPtr &lens) const {
        class Sink final : public MatchSink {
          public:
            std::vector<std::string> streams;
            Result<Flow> take(const MatchedBatch &matched) override {
                for (const std::uint32_t row : matched.rows)
                    streams.emplace_back(matched.batch[row].stored().stream());
                return Flow::More;
            }
        } sink;
        must(scanMatching(store(), *lens, must(Filter::parse(filter)), {}, sink, {}));
        return sink.streams;
    }
    [[nodiscard]] std::size_t findings(const std::string &text) const {
        FoundText found;
        must(findText(store(), *m_lens, Filter(), text, kEnd, found, {}, {}));
        return found.positions.size();
    }
    [[nodiscard]] LensPtr blanked(const std::string &blank) const {
        return must(readingLens({}, std::make_shared<Blanked>(openedValues(m_shop->protection(nullptr)), blank)));
    }

  private Q_SLOTS:
    void init() {
        m_shop = std::make_unique<SealedShop>();
        m_shop->clock.advanceTo(must(parseTime(kAt)));
        fill();
        m_lens = must(lensesOf({}, m_shop->protection(nullptr))).forPeople;
    }
    void cleanup() {
        m_lens.reset();
        m_shop.reset();
    }

    void whatReadsThroughTheLens() {
        QCOMPARE(text(payloads(store(), m_lens)), goldenText());
        QCOMPARE(text(states(m_lens)), goldenText());
        QCOMPARE(text(timeTravel(m_lens)), goldenText());
        QCOMPARE(text(diffs(m_lens)), goldenText());
        QCOMPARE(text(valueHistories(m_lens)), goldenText());
        QCOMPARE(text(compared(m_lens)), goldenText());
    }

    /// The control: a reader that shows nothing where something is would be caught by each of these looks.
    void aReaderThatBlanksIsCaught() {
        for (const char *blank : {"\"\"", "null", "0"}) {
            const LensPtr lens = blanked(blank);
            for (const Cells &cells : {payloads(store(), lens), states(lens), timeTravel(lens), diffs(lens),
                                       valueHistories(lens), compared(lens), projected(lens)})
                for (const FieldState state : kStates) {
                    const bool isAsItShould = cells.contains(state) && cells.at(state) == golden(state);
                    QCOMPARE(isAsItShould, state == FieldState::Clear);
                }
            QCOMPARE(found(std::string("data.name == ") + blank, lens).size(), kStates.size() - 1);
        }
    }

    void searchesAndFilters() {
        const std::vector<std::string> clear{streamOf(FieldState::Clear)};
        QCOMPARE(findings("Name of"), std::size_t{1});
        QCOMPARE(found(R"(data.name == "Name of clear")", m_lens), clear);
        for (const char *state : {"locked", "shredded", "keyUnknown", "tampered", "unsupported"})
            QVERIFY(found("data.name == \"Name of " + std::string(state) + "\"", m_lens).empty());
        for (const char *blank : {R"(data.name == "")", "data.name == null", "data.name == 0", "data.name == false"})
            QVERIFY2(found(blank, m_lens).empty(), blank);
        QCOMPARE(found("exists data.name", m_lens).size(), kStates.size());
        // What is seen is offered for a filter; what is protected is not.
        std::vector<std::string> offered;
        for (const SeenPath &seen : must(seenPaths(store(), *m_lens, {})))
            if (seen.path == "data.name" || seen.path.starts_with("data.name."))
                offered.insert(offered.end(), seen.values.begin(), seen.values.end());
        QCOMPARE(offered, (std::vector<std::string>{golden(FieldState::Clear)}));
    }

    /// Rows and snapshots hold envelopes, and open as the events do.
    void whatWasMadeOfEvents() {
        Cells rows;
        for (const std::string &kept : m_shop->kept()) {
            const Json row = must(Json::parse(kept));
            if (row.member("personId").isNull()) continue;
            QVERIFY2(nameIn(row).starts_with(R"({"$pii":1,)"), kept.c_str());
            const Json opened = must(openedForPeople(m_shop->protection(nullptr), row));
            for (const FieldState state : kStates)
                if (row.member("personId").token() == name(state)) rows[state] = nameIn(opened);
        }
        QCOMPARE(text(rows), goldenText());
        QCOMPARE(text(projected(must(lensesOf({}, m_shop->protection(nullptr))).forKeeping)), goldenText());
    }

    /// What leaves the store is as it lies there, in whatever state it is; so is the raw view.
    void exportsKeepEnvelopes() {
        for (const FileFormat format : {FileFormat::JsonLines, FileFormat::Csv}) {
            std::string text;
            const WriteText write = [&](std::string_view piece) -> Result<void> {
                text += piece;
                return {};
            };
            must(exportMatching(store(), *m_lens, Filter(), {}, *makeEncoder(format), write, {}));
            for (const PlainEvent &event : readAll(store())) {
                std::string cell;
                if (format == FileFormat::Csv)
                    appendCsvCell(cell, event.data, false);
                else
                    cell = event.data;
                QVERIFY2(text.find(cell) != std::string::npos, event.stream.c_str());
            }
            QVERIFY(text.find("Name of") == std::string::npos && text.find("$protected") == std::string::npos);
        }
        for (const auto &[state, cell] : payloads(store(), identityLens()))
            QVERIFY2(cell.starts_with(R"({"$pii":1,)"), cell.c_str());
    }

    void anAudienceSeesOneStateOnly() {
        const auto store = maskedStore(shared(), m_shop->policy);
        for (const auto &[state, cell] : payloads(*store, identityLens()))
            QCOMPARE(cell, std::string(kMaskedMark));
        QCOMPARE(payloads(*store, identityLens()).size(), kStates.size());
    }

    /// All six become one when nobody has the vault at hand, but for what is of no known form.
    void withoutTheVaultAllIsLocked() {
        StoreProtection protection = m_shop->protection(nullptr);
        protection.vault.reset();
        const auto cells = payloads(store(), must(lensesOf({}, protection)).forPeople);
        for (const FieldState state : kStates)
            QCOMPARE(cells.at(state),
                     state == FieldState::Unsupported ? golden(state) : std::string(R"({"$protected":"locked"})"));
    }
};

QTEST_GUILESS_MAIN(TestStateMatrix)
#include "tst_state_matrix.moc"
