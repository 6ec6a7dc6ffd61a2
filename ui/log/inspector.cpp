// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/log/inspector.h"

#include "core/event/filter/filter_clause.h"
#include "core/json/protected_state.h"
#include "ui/log/event_streams.h"
#include "ui/log/filter_menu.h"
#include "ui/log/links_view.h"
#include "ui/log/oddity_badges.h"
#include "ui/log/oddity_words.h"
#include "ui/theme/icons.h"
#include "ui/theme/metrics.h"
#include "ui/widgets/banner.h"
#include "ui/widgets/chunked_text.h"
#include "ui/widgets/elided_label.h"
#include "ui/widgets/empty_state.h"
#include "ui/widgets/fitting_tabs.h"
#include "ui/widgets/format.h"
#include "ui/widgets/json_tree_view.h"
#include "ui/widgets/link_button.h"
#include "ui/widgets/plain_text.h"
#include "ui/widgets/safe_text.h"
#include "ui/widgets/scrolled_content.h"
#include "ui/widgets/tab_order.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QMenu>
#include <QPushButton>
#include <QSplitter>
#include <QStackedLayout>
#include <QTabWidget>
#include <QTimer>
#include <QToolButton>
#include <QVBoxLayout>

#include <map>

namespace eventscope::ui {

namespace {

/// For so long an event stays while another one is read: stepping through a log that answers at once never flickers.
constexpr int kSlowMs = 400;

/// What is odd about each value.
JsonTreeModel::Remarks remarksOf(const std::vector<Oddity> &oddities) {
    std::map<Pointer, QString> remarks;
    for (const Oddity &oddity : oddities) {
        for (const OddPlace &place : oddity.places) {
            if (place.offset || place.pointer.isRoot()) continue;
            QString &remark = remarks[place.pointer];
            if (!remark.isEmpty()) remark += QLatin1Char('\n');
            remark += oddityMeaning(oddity.kind);
        }
    }
    if (remarks.empty()) return {};
    return [remarks = std::move(remarks)](const Pointer &pointer) {
        const auto found = remarks.find(pointer);
        return found == remarks.end() ? QString() : found->second;
    };
}

} // namespace

Inspector::Inspector(Session &session, const Theme &theme, QWidget *parent)
    : QWidget(parent),
      m_session(session),
      m_filterMenu(new FilterMenu(session, this)),
      m_stack(new QStackedLayout(this)),
      m_column(new QVBoxLayout),
      m_empty(new EmptyState(this)),
      m_type(new ElidedLabel),
      m_besideButton(new QToolButton),
      m_stream(new LinkButton),
      m_facts(selectableLabel()),
      m_badges(new OddityBadges(theme)),
      m_banner(new Banner(theme)),
      m_parts(new QSplitter),
      m_tabs(new QTabWidget),
      m_data(new JsonTreeView(theme)),
      m_metadata(new JsonTreeView(theme)),
      m_text(new ChunkedText(ChunkedText::Form::Text, tr("Data as text"))),
      m_raw(new ChunkedText(ChunkedText::Form::Hex, tr("Stored bytes of the data"))),
      m_rawMetadata(new ChunkedText(ChunkedText::Form::Hex, tr("Stored bytes of the metadata"))),
      m_beside(new ChunkedText(ChunkedText::Form::Hex, tr("Stored bytes of the data"))),
      m_links(new LinksView(session)),
      m_slow(new QTimer(this)),
      m_job(session.workers()) {
    auto *page = new QWidget(this);
    addScrolledColumn(*page)->setLayout(m_column);
    m_column->setContentsMargins(0, 0, 0, 0);
    m_column->setSpacing(0);
    m_column->addWidget(makeHeader());
    m_column->addWidget(m_banner);
    m_parts->addWidget(m_tabs);
    m_parts->addWidget(m_beside);
    m_parts->setChildrenCollapsible(false);
    m_column->addWidget(m_parts, 1);
    m_tabs->addTab(m_data, tr("Data"));
    m_tabs->addTab(m_text, tr("Text"));
    m_tabs->addTab(m_raw, tr("Raw"));
    m_tabs->addTab(m_metadata, tr("Metadata"));
    m_tabs->addTab(m_links, tr("Links"));
    m_tabs->addTab(m_rawMetadata, tr("Raw metadata"));
    keepInSight(*m_tabs);
    setUpBesideButton();
    connect(m_links, &LinksView::eventActivated, this, &Inspector::eventActivated);
    connect(m_links->streams(), &EventStreams::streamActivated, this, &Inspector::streamActivated);
    connect(m_links->streams(), &EventStreams::filterRequested, m_filterMenu, &FilterMenu::applyRequested);
    connect(m_badges, &OddityBadges::placeRequested, this, &Inspector::showPlace);
    m_tabs->setDocumentMode(true);
    setAccessible(m_tabs, tr("Parts of the event"));
    setAccessible(m_data, tr("Data of the event"));
    setAccessible(m_metadata, tr("Metadata of the event"));
    m_slow->setSingleShot(true);
    m_slow->setInterval(kSlowMs);
    connect(m_slow, &QTimer::timeout, this, &Inspector::sayReading);
    m_stack->addWidget(m_empty);
    m_stack->addWidget(page);
    m_empty->say(tr("No event selected"), tr("Select an event to see its data and metadata."));
    for (const auto root : {PayloadPath::Root::Data, PayloadPath::Root::Metadata}) {
        JsonTreeView *tree = root == PayloadPath::Root::Data ? m_data : m_metadata;
        connect(tree, &JsonTreeView::menuAboutToShow, this,
                [this, tree, root](QMenu *menu, const Pointer &pointer) { addToMenu(*menu, *tree, root, pointer); });
    }
    connect(m_stream, &QPushButton::clicked, this, [this] {
        if (m_details) Q_EMIT streamActivated(m_details->event().streamId(), m_details->event().position());
    });
}

Inspector::~Inspector() { letGo(); }

/// What was shown may be millions of values, which take long to free: its last owner is a worker.
void Inspector::letGo() {
    m_data->setDocument(Json());
    m_metadata->setDocument(Json());
    m_text->clear();
    m_raw->clear();
    m_rawMetadata->clear();
    m_beside->clear();
    m_links->setEvent(nullptr);
    if (m_details) m_session.workers().release(std::exchange(m_details, nullptr));
}

QWidget *Inspector::makeHeader() {
    const Metrics metrics(font());
    auto *header = new QWidget;
    auto *column = new QVBoxLayout(header);
    column->setContentsMargins(metrics.steps(3), metrics.steps(2), metrics.steps(3), metrics.steps(2));
    column->setSpacing(metrics.unit);
    QFont bold = font();
    bold.setBold(true);
    m_type->setFont(bold);
    m_facts->setForegroundRole(QPalette::PlaceholderText);
    m_facts->setWordWrap(true);
    setAccessible(m_facts, tr("Position, time and id of the event"));
    auto *title = new QHBoxLayout;
    title->addWidget(m_type, 1);
    title->addWidget(m_besideButton);
    column->addLayout(title);
    column->addWidget(m_stream, 0, Qt::AlignLeft);
    column->addWidget(m_facts);
    column->addWidget(m_badges);
    return header;
}

void Inspector::showPosition(Position position) {
    if (m_details && m_position == position && !m_job.isRunning()) return;
    m_position = position;
    if (!m_details)
        sayReading();
    else if (!m_slow->isActive())
        m_slow->start();
    m_job.start(m_session.event(position),
                [this](Result<EventDetailsPtr> answer) { handleDetails(std::move(answer)); });
}

void Inspector::sayReading() {
    m_empty->say(tr("Reading the event\u2026"), tr("It appears as soon as the store has answered."));
    m_stack->setCurrentIndex(0);
}

void Inspector::showNothing() {
    m_slow->stop();
    m_job.drop();
    letGo();
    m_empty->say(tr("No event selected"), tr("Select an event to see its data and metadata."));
    m_stack->setCurrentIndex(0);
}

void Inspector::handleDetails(Result<EventDetailsPtr> answer) {
    m_slow->stop();
    if (!answer) {
        if (answer.error().kind == ErrorKind::Cancelled) return;
        showNothing();
        m_empty->say(tr("This event could not be read"), shortened(describe(answer.error()), kMessageCharacters));
        return;
    }
    auto before = std::exchange(m_details, *std::move(answer));
    showHeader();
    showPayloads();
    m_session.workers().release(std::move(before));
    m_stack->setCurrentIndex(1);
    Q_EMIT detailsShown();
}

void Inspector::showHeader() {
    const EventView event = m_details->event();
    m_type->setText(
        QStringLiteral("%1 \u00b7 %2").arg(shortened(event.type(), kNameCharacters), formatVersion(event.version())));
    m_stream->setText(shortened(event.stream(), 30));
    m_stream->setToolTip(plainToolTip(tr("Open the stream %1").arg(shortened(event.stream(), kMessageCharacters))));
    setAccessible(m_stream, tr("Open the stream %1").arg(shortened(event.stream(), kMessageCharacters)));
    QStringList facts{tr("Position %1").arg(formatPosition(event.position())),
                      tr("Recorded %1").arg(formatExact(event.recordedAt()))};
    if (const auto validAt = event.validAt()) facts += tr("Valid %1").arg(formatExact(*validAt));
    facts += QString::fromStdString(toString(event.id()));
    if (event.schemaVersion() != 1) facts += tr("Schema version %1").arg(event.schemaVersion());
    m_facts->setText(facts.join(QLatin1Char('\n')));
}

void Inspector::changeEvent(QEvent *event) {
    QWidget::changeEvent(event);
    if (event->type() == QEvent::LocaleChange && m_details) showHeader();
}

void Inspector::showPayloads() {
    const EventDetails &details = *m_details;
    m_banner->hide();
    if (!details.problem.empty()) {
        m_banner->say(Role::Warning, tr("Shown as text: %1").arg(shortened(details.problem, kMessageCharacters)));
    } else if (details.readable.rows() > 0 && details.readable[0].wasUpcast()) {
        m_banner->say(Role::Info, tr("Data as read by an upcaster; Raw shows what is stored."));
    }
    m_badges->setOddities(details.dataOddities, details.metadataOddities);
    QList<QWidget *> inTurn{m_stream};
    for (QToolButton *badge : m_badges->buttons())
        inTurn += badge;
    tabInTurn(inTurn);
    m_data->setDocument(details.data.value_or(Json()), {}, {},
                        details.isAsStored() ? remarksOf(details.dataOddities) : JsonTreeModel::Remarks());
    m_metadata->setDocument(details.metadata.value_or(Json()), {}, {}, remarksOf(details.metadataOddities));
    m_tabs->setTabEnabled(0, details.data.has_value());
    m_tabs->setTabEnabled(3, details.metadata.has_value());
    if (!details.data && m_tabs->currentIndex() == 0) m_tabs->setCurrentIndex(1);
    m_text->setBytes(m_details, details.pretty.empty() ? details.readableBytes() : details.pretty);
    m_raw->setBytes(m_details, details.event().data().bytes);
    m_beside->setBytes(m_details, details.event().data().bytes);
    const std::string_view metadata = details.event().metadata().bytes;
    m_rawMetadata->setBytes(m_details, metadata);
    m_tabs->setTabVisible(m_tabs->indexOf(m_rawMetadata), !details.metadata && !metadata.empty());
    m_links->setEvent(m_details);
}

/// Where there is no such value to show, the bytes are.
void Inspector::showPlace(PayloadPath::Root part, const OddPlace &place) {
    const bool isData = part == PayloadPath::Root::Data;
    JsonTreeView *tree = isData ? m_data : m_metadata;
    const bool hasTree = isData ? m_details->data && m_details->isAsStored() : m_details->metadata.has_value();
    if (!place.offset && hasTree) {
        m_tabs->setCurrentWidget(tree);
        tree->setFocus(Qt::OtherFocusReason);
        if (tree->showPointer(place.pointer) || place.pointer.isRoot()) return;
    }
    if (!isData && hasTree) return;
    ChunkedText *bytes = isData ? m_raw : m_rawMetadata;
    m_tabs->setCurrentWidget(bytes);
    bytes->showOffset(place.offset.value_or(0));
    bytes->setFocus(Qt::OtherFocusReason);
}

void Inspector::setUpBesideButton() {
    m_besideButton->setIcon(icon(QLatin1String("eye")));
    m_besideButton->setAutoRaise(true);
    m_besideButton->setCheckable(true);
    m_besideButton->setFocusPolicy(Qt::StrongFocus);
    m_besideButton->setToolTip(plainToolTip(tr("Show the stored bytes beside")));
    setAccessible(m_besideButton, tr("Show the stored bytes beside"));
    connect(m_besideButton, &QToolButton::toggled, this, &Inspector::setBeside);
    m_beside->hide();
}

void Inspector::setBeside(bool isShown) {
    m_besideButton->setChecked(isShown);
    m_beside->setVisible(isShown);
}

/// Beside each other where there is room for lines of bytes, else one above the other.
void Inspector::resizeEvent(QResizeEvent *event) {
    QWidget::resizeEvent(event);
    const int line = QFontMetrics(fixedFont()).horizontalAdvance(QLatin1Char('0')) * 80;
    m_parts->setOrientation(width() > line * 3 / 2 ? Qt::Horizontal : Qt::Vertical);
}

/// Elements of arrays can be asked for each by itself, and all together.
void Inspector::addToMenu(QMenu &menu, JsonTreeView &tree, PayloadPath::Root root, const Pointer &pointer) {
    const Json &document = tree.documentModel().document();
    const auto value = valueAt(document, pointer);
    if (!value) return;
    if (protectedState(*value) == "masked" && m_details) {
        const Position position = m_details->event().position();
        menu.addAction(tr("Reveal\u2026"), this, [this, root, position, pointer] {
            Q_EMIT revealRequested(position, root == PayloadPath::Root::Metadata, pointer);
        });
        return;
    }
    const char *name = root == PayloadPath::Root::Data ? "data" : "meta";
    QStringList clauses;
    for (const auto elements : {FilterElements::Any, FilterElements::One}) {
        const std::string path = filterPath(name, document, pointer, elements);
        const auto clause = QString::fromStdString(filterClause(path, *value));
        if (!clause.isEmpty() && !clauses.contains(clause)) clauses += clause;
    }
    m_filterMenu->addTo(menu, clauses);
    const std::string path = filterPath(name, document, pointer, FilterElements::One);
    if (path.empty()) return;
    menu.addSeparator();
    menu.addAction(tr("Add as a column"), this, [this, root, pointer, path] {
        Q_EMIT columnRequested({root, pointer, path});
    });
}

} // namespace eventscope::ui
