// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/gui/shots/shot.h"

namespace eventscope::gui {

std::vector<Shot> allShots(bool hasStore) {
    const Chapter chapters[] = {
        welcomeShots(), connectionShots(),     oddStoreShots(), waitingShots(),      privacyShots(),   vaultShots(),
        damageShots(),  connectionTestShots(), logShots(),      filterShots(),       inspectorShots(), noteShots(),
        processShots(), projectionShots(),     timelineShots(), cursorShots(),       streamShots(),    timeShots(),
        helpShots(),    productionShots(),     oddEventShots(), severalStoresShots()};
    std::vector<Shot> all;
    for (const Chapter &chapter : chapters) {
        if (hasStore || !chapter.needsStore) all.insert(all.end(), chapter.shots.begin(), chapter.shots.end());
    }
    return all;
}

} // namespace eventscope::gui
