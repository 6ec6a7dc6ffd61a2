// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/session/session.h"
#include "ui/shell/action_registry.h"
#include "ui/shell/settings.h"
#include "ui/shell/store_opener.h"
#include "ui/theme/theme.h"

#include <QMainWindow>

#include <memory>
#include <optional>
#include <vector>

class QLabel;
class QStackedWidget;

namespace eventscope::ui {

class Assistance;
class Connections;
class ConnectionsDialog;
class EnvironmentBadge;
class Inspector;
class MissingStores;
class Navigator;
class PageArea;
class StatusLine;
class StoreBanners;
class StoreDocks;
class StoreKeeper;
class StorePages;
class StoreView;
class TimelinePanel;
class TopBar;
class VaultChoice;
class WelcomePage;

/// The frame: opens stores and hosts their pages, docks and bars; it knows what stands where and nothing else. The page
/// in front decides of which store the docks and bars are.
class MainWindow final : public QMainWindow {
    Q_OBJECT

  public:
    /// All references outlive it.
    MainWindow(Workers &workers, Theme &theme, Settings &settings, Connections &connections, Doors doors);
    ~MainWindow() override;

    /// Opens an address, or a connection as "@NAME", in the background, and brings it to the front; where it is open
    /// already, at once. With `asOf` the cursor moves there when the log has been read.
    void open(const QString &name, std::optional<Position> asOf = std::nullopt);
    /// The same without bringing it to the front, or saying anew what could not be opened.
    void openBehind(const QString &name);
    void openSample();
    /// Opens what was open when the program ended last.
    void restoreStores();
    /// The one in front, with all its pages.
    void closeStore();
    /// Shows all stores anew, with nothing of what was read of them, and with the same pages.
    void reloadAll();
    /// Shows one of stores() anew as `opened` says, with the same pages.
    void reloadWith(StoreView &store, OpenedStore opened);
    /// Personal values are masked in every store, or are not any more.
    void setMasked(bool isMasked);
    /// What was copied from this program can be pasted nowhere any more.
    void forgetCopied() const { forgetClipboard(m_clipboard); }
    /// The manager of connections; it is there until it is closed.
    ConnectionsDialog *showConnections();
    /// Goes where the text of the go-to box says.
    void goTo(const QString &text);

    /// Those open, in the order in which they were opened.
    [[nodiscard]] const std::vector<std::unique_ptr<StoreView>> &stores() const { return m_stores; }
    /// Where the pages of all stores stand.
    [[nodiscard]] PageArea *area() const { return m_area; }
    /// The store of the page in front; null while none is open. So in all below.
    [[nodiscard]] StoreView *front() const { return m_front; }
    [[nodiscard]] Session *session() const;
    [[nodiscard]] StorePages *pages() const;
    [[nodiscard]] Inspector *inspector() const;
    [[nodiscard]] Navigator *navigator() const;
    [[nodiscard]] TimelinePanel *timeline() const;

    [[nodiscard]] StoreDocks *docks() const { return m_docks; }
    [[nodiscard]] TopBar *topBar() const { return m_topBar; }
    /// Always there.
    [[nodiscard]] Assistance *assistance() const { return m_assistance; }
    [[nodiscard]] const ActionRegistry &actions() const { return m_actions; }
    [[nodiscard]] StoreOpener &opener() { return m_opener; }
    [[nodiscard]] VaultChoice *vaultChoice() const { return m_vaultChoice; }
    [[nodiscard]] Workers &workers() const { return m_workers; }

  Q_SIGNALS:
    void storeOpened();
    /// A new one of stores().
    void storeAdded(eventscope::ui::StoreView *store);
    /// The store of this name was opened, or was not.
    void openingEnded(const QString &name);
    void openFailed(const QString &problem);
    /// front() is another one.
    void frontChanged();

  protected:
    void closeEvent(QCloseEvent *event) override;

  private:
    void layOutCentre();
    void connectActions();
    void connectVaultChoice();
    void connectWelcome();
    void layOut();
    void chooseFile();
    void adopt(OpenedStore opened, const OpenTarget &target);
    void addStore(OpenedStore opened, const OpenTarget &target);
    void bringToFront(StoreView &store, std::optional<Position> asOf);
    void remove(StoreView &store);
    StoreView &replace(StoreView &store, OpenedStore opened);
    void reload(StoreView &store, const QString &erasure);
    void closePage(QWidget *page);
    void handleFront();
    void showFront();
    void sayFailure(const QString &name, const Error &error);
    void showEnvironment();
    void showMasked();
    void showTitle();
    void keepWindow();

    Workers &m_workers;
    Theme &m_theme;
    Settings &m_settings;
    Connections &m_connections;
    const ClipboardDoor m_clipboard;
    ActionRegistry m_actions;
    TopBar *m_topBar = nullptr;
    Assistance *m_assistance = nullptr;
    StoreBanners *m_banners = nullptr;
    MissingStores *m_missing = nullptr;
    QStackedWidget *m_stack = nullptr;
    WelcomePage *m_welcome = nullptr;
    PageArea *m_area = nullptr;
    StoreDocks *m_docks = nullptr;
    StatusLine *m_status = nullptr;
    EnvironmentBadge *m_badge = nullptr; ///< in the status bar
    QLabel *m_masked = nullptr;          ///< there, too: personal values are masked
    std::vector<std::unique_ptr<StoreView>> m_stores;
    StoreView *m_front = nullptr;
    StoreKeeper *m_keeper = nullptr;
    VaultChoice *m_vaultChoice = nullptr;
    StoreOpener m_opener;
};

} // namespace eventscope::ui
