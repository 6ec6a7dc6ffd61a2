// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/log/event_streams.h"

#include "core/event/filter/filter_clause.h"
#include "core/event/filter/filter_text.h"
#include "ui/theme/metrics.h"
#include "ui/widgets/format.h"
#include "ui/widgets/plain_text.h"
#include "ui/widgets/safe_text.h"

#include <QHeaderView>
#include <QStandardItemModel>

#include <algorithm>
#include <utility>

namespace eventscope::ui {

namespace {

enum Column { KindColumn, NameColumn, EventsColumn, ColumnCount };
/// Counting looks at every row of the log.
constexpr int kGrowthIntervalMs = 1000;
constexpr int kRowsMin = 2;               // the others scroll where there is little room
constexpr int kFilterRole = Qt::UserRole; // empty: the stream itself

/// The key in metadata that holds `id` and has one of `words` in its name; empty: none.
std::string keyOf(const Json &metadata, std::string_view id, std::initializer_list<std::string_view> words) {
    for (const auto &[key, value] : metadata.children()) {
        const QString lower = exactText(key).toLower();
        const auto isIn = [&](std::string_view word) { return lower.contains(exactText(word)); };
        if (value.token() == id && std::ranges::any_of(words, isIn)) return std::string(key);
    }
    return {};
}

/// Finds the events whose metadata say the same; empty where a filter cannot.
std::string sameIn(const EventDetails &details, std::string_view id, std::initializer_list<std::string_view> words) {
    if (id.empty() || !details.metadata || !details.metadata->isObject()) return {};
    const std::string key = keyOf(*details.metadata, id, words);
    if (key.empty()) return {};
    const Pointer pointer({key});
    return filterClause(filterPath("meta", *details.metadata, pointer, FilterElements::One),
                        *valueAt(*details.metadata, pointer));
}

/// As some systems have it for events that nothing caused.
bool isItsOwnCause(const EventDetails &details) { return details.links.causationId == toString(details.event().id()); }

/// The other events that name this one as their cause, in the spelling that it uses itself, or in the usual one.
std::string effectsOf(const EventDetails &details) {
    std::string key = "causationId";
    if (details.metadata && !details.links.causationId.empty())
        if (auto own = keyOf(*details.metadata, details.links.causationId, {"caus"}); !own.empty())
            key = std::move(own);
    const std::string self = filterString(toString(details.event().id()));
    const std::string effects = filterMember("meta", key) + " == " + self;
    return isItsOwnCause(details) ? effects + " && id != " + self : effects;
}

struct CountedNames {
    std::string stream, category, type;
};

/// How many of the first `rows` events are in the stream, in the category, and of the type.
Result<std::vector<std::uint64_t>> countsOf(const LogIndex &log, std::uint64_t rows, const CountedNames &names,
                                            const JobControl &job) {
    Prefilter stream;
    stream.kind = Prefilter::Kind::Stream;
    stream.text = names.stream;
    ES_ASSIGN(inStream, log.select(stream, 0, rows, job));
    std::uint64_t inCategory = 0, ofType = 0;
    for (const auto &[category, events] : log.countsByCategory(rows))
        if (category == names.category) inCategory = events;
    const auto types = log.countsByType(rows);
    for (std::uint32_t code = 0; code < types.size(); ++code)
        if (log.dictionary().type(code).name == names.type) ofType += types[code];
    return std::vector<std::uint64_t>{inStream.size(), inCategory, ofType};
}

} // namespace

EventStreams::EventStreams(Session &session, QWidget *parent)
    : QTreeView(parent),
      m_session(session),
      m_model(new QStandardItemModel(this)),
      m_growth(kGrowthIntervalMs),
      m_found(session.workers(), [](bool) {}),
      m_searching(session.workers()),
      m_counting(session.workers()) {
    setModel(m_model);
    setRootIsDecorated(false);
    setUniformRowHeights(true);
    setEditTriggers(NoEditTriggers);
    setAllColumnsShowFocus(true);
    setTextElideMode(Qt::ElideMiddle);
    setFrameShape(NoFrame);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Maximum);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setAccessible(this, tr("Streams that the event is in"));
    connect(this, &QTreeView::activated, this, &EventStreams::open);
    connect(&session, &Session::rowsGrown, &m_growth, &SignalThrottler::request);
    connect(&m_growth, &SignalThrottler::triggered, this, &EventStreams::countAgain);
    connect(&session, &Session::rowsMoved, this, &EventStreams::findSiblings); // by their rows they are others now
}

void EventStreams::setEvent(const EventDetailsPtr &details) {
    m_counting.drop();
    m_searching.drop();
    m_siblings.reset();
    // It may be millions of values, which take long to free: where this is its last owner, on a worker.
    if (auto before = std::exchange(m_details, details)) m_session.workers().release(std::move(before));
    m_model->clear();
    m_model->setHorizontalHeaderLabels({tr("In"), tr("Stream"), tr("Events")});
    m_byCorrelation = m_byCause = m_effects = -1;
    if (!details) return;
    const EventView event = details->event();
    const auto sameName = [](const char *field, std::string_view name) {
        return std::string(field) + " == " + filterString(name);
    };
    const std::string_view category = categoryOf(event.stream());
    addRow(tr("Stream"), event.stream(), {});
    addRow(tr("Category"), category, sameName("category", category));
    addRow(tr("Type"), event.type(), sameName("type", event.type()));
    if (const auto same = sameIn(*details, details->links.correlationId, {"correlation", "trace"}); !same.empty()) {
        m_byCorrelation = m_model->rowCount();
        addRow(tr("Correlation"), details->links.correlationId, same);
    }
    if (const auto same = sameIn(*details, details->links.causationId, {"causation"});
        !same.empty() && !isItsOwnCause(*details)) {
        m_byCause = m_model->rowCount();
        addRow(tr("Same cause"), details->links.causationId, same);
    }
    m_effects = m_model->rowCount();
    addRow(tr("Its effects"), toString(event.id()), effectsOf(*details));
    header()->setStretchLastSection(false);
    header()->setSectionResizeMode(NameColumn, QHeaderView::Stretch);
    header()->setSectionResizeMode(KindColumn, QHeaderView::ResizeToContents);
    header()->setSectionResizeMode(EventsColumn, QHeaderView::ResizeToContents);
    setCurrentIndex(m_model->index(0, 0));
    updateGeometry();
    count();
}

void EventStreams::addRow(const QString &kind, std::string_view name, const std::string &filter) {
    auto *of = new QStandardItem(kind);
    auto *named = new QStandardItem(shortened(name, kNameCharacters));
    auto *events = new QStandardItem(QStringLiteral("\u2026"));
    of->setData(QString::fromStdString(filter), kFilterRole);
    named->setToolTip(plainToolTip(shortened(name, kMessageCharacters)));
    events->setTextAlignment(Qt::AlignRight | Qt::AlignVCenter);
    m_model->appendRow({of, named, events});
}

void EventStreams::setCount(int row, const QString &count) {
    if (row < 0) return;
    m_model->item(row, EventsColumn)->setText(count);
    const QString in = tr("events: %1").arg(count);
    m_model->item(row, KindColumn)
        ->setData(QStringLiteral("%1 %2, %3")
                      .arg(m_model->item(row, KindColumn)->text(), m_model->item(row, NameColumn)->text(), in),
                  Qt::AccessibleTextRole);
}

bool EventStreams::isCounting() const {
    const bool isBehind = !m_session.isLoaded() || m_countedRows != m_session.rows() ||
                          (m_siblings && m_siblings->searched() < m_session.rows());
    return isBehind || m_counting.isRunning() || m_searching.isRunning();
}

void EventStreams::count() {
    m_countedRows = m_session.rows();
    const EventView event = m_details->event();
    CountedNames names{std::string(event.stream()), std::string(categoryOf(event.stream())), std::string(event.type())};
    m_counting.start([log = m_session.sharedIndex(), rows = m_countedRows,
                      names = std::move(names)](const JobControl &job) { return countsOf(*log, rows, names, job); },
                     [this](const Result<std::vector<std::uint64_t>> &counts) {
                         if (!counts) return;
                         for (int row = 0; row < static_cast<int>(counts->size()); ++row)
                             setCount(row, formatCount((*counts)[static_cast<std::size_t>(row)]));
                     });
}

/// Counting what is there already comes to its end first, or it never would while a log grows.
void EventStreams::countAgain() {
    if (!m_details || !isVisible()) return;
    if (m_counting.isRunning() || m_searching.isRunning()) return m_growth.request();
    count();
    countSiblings();
}

void EventStreams::showEvent(QShowEvent *event) {
    QTreeView::showEvent(event);
    m_growth.request(); // the log may have grown meanwhile
}

void EventStreams::setCausality(const Causality &found) {
    if (!m_details) return;
    const std::string self = toString(m_details->event().id());
    std::uint64_t correlated = 0, effects = 0;
    for (const CausalEvent &event : found.events) {
        correlated += event.links.correlationId == m_details->links.correlationId ? 1 : 0;
        effects += event.links.causationId == self && toString(event.id) != self ? 1 : 0;
    }
    const auto text = [&](std::uint64_t count) {
        return found.isCut ? tr("at least %1").arg(formatCount(count)) : formatCount(count);
    };
    setCount(m_byCorrelation, text(correlated));
    setCount(m_effects, text(effects));
    findSiblings();
}

/// They need not be of the same correlation, so that looking for causes and effects does not find them all.
void EventStreams::findSiblings() {
    if (m_byCause < 0) return;
    const QString text = m_model->item(m_byCause, KindColumn)->data(kFilterRole).toString();
    if (const auto filter = Filter::parse(text.toStdString())) m_siblings = std::make_shared<MatchingRows>(*filter);
    countSiblings();
}

/// Goes on behind what was looked at already.
void EventStreams::countSiblings() {
    if (!m_siblings || m_siblings->searched() >= m_session.rows()) return;
    m_searching.start(m_session.search(m_siblings, m_session.rows(), m_found.restart()),
                      [this](const Result<void> &outcome) {
                          if (outcome) setCount(m_byCause, formatCount(m_siblings->count()));
                      });
}

void EventStreams::open(const QModelIndex &index) {
    if (!m_details) return;
    const QString filter = index.siblingAtColumn(KindColumn).data(kFilterRole).toString();
    if (filter.isEmpty())
        Q_EMIT streamActivated(m_details->event().streamId(), m_details->event().position());
    else
        Q_EMIT filterRequested(filter);
}

/// As high as all rows, so that what is below it begins where they end.
QSize EventStreams::sizeHint() const { return {QTreeView::sizeHint().width(), heightOf(m_model->rowCount())}; }

QSize EventStreams::minimumSizeHint() const {
    return {QTreeView::minimumSizeHint().width(), heightOf(std::min(m_model->rowCount(), kRowsMin))};
}

int EventStreams::heightOf(int rows) const {
    const int row = m_model->rowCount() > 0 ? sizeHintForRow(0) : Metrics(font()).rowHeight;
    return header()->sizeHint().height() + rows * row + 2;
}

} // namespace eventscope::ui
