// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/aggregate/samples/inventory.h"
#include "tests/core/aggregate/given_when.h"

using namespace eventscope;
using namespace eventscope::samples;
using namespace eventscope::test;

namespace {

auto stocked() { return given<Inventory>({StockReceived{"p-1", 10}}); }
auto reserved() {
    return given<Inventory>(
        {StockReceived{"p-1", 10}, InventoryReserved{"p-1", "o-1", 4}, InventoryReserved{"p-1", "o-2", 6}});
}

template <class Command>
Act refusing(const Inventory::State &state, Command command) {
    return [=] { return refusalOf<Inventory>(state, command); };
}
template <class Command>
Act making(const Inventory::State &state, Command command) {
    return [=] { return madeBy<Inventory>(state, command); };
}

} // namespace

class TestInventory : public QObject {
    Q_OBJECT

  private Q_SLOTS:
    void refuses_data() {
        const std::string quantity = "the quantity must be above zero";
        addRows({
            {"receive nothing", refusing({}, ReceiveStock{"p-1", 0}), quantity},
            {"receive less than nothing", refusing({}, ReceiveStock{"p-1", -1}), quantity},
            {"reserve nothing", refusing(stocked(), ReserveStock{"p-1", "o-1", 0}), quantity},
            {"release, holds nothing", refusing(stocked(), ReleaseStock{"o-1"}),
             "the order holds nothing of this product"},
        });
    }
    void refuses() { checkRow(); }

    void makes_data() {
        addRows({
            {"receive", making({}, ReceiveStock{"p-1", 10}), "StockReceived {\"productId\":\"p-1\",\"quantity\":10}\n"},
            {"reserve all", making(stocked(), ReserveStock{"p-1", "o-1", 10}),
             "InventoryReserved {\"productId\":\"p-1\",\"orderId\":\"o-1\",\"quantity\":10}\n"},
            {"reserve one too many", making(stocked(), ReserveStock{"p-1", "o-1", 11}),
             "InventoryRejected {\"productId\":\"p-1\",\"orderId\":\"o-1\",\"quantity\":11}\n"},
            {"reserve what others hold", making(reserved(), ReserveStock{"p-1", "o-3", 1}),
             "InventoryRejected {\"productId\":\"p-1\",\"orderId\":\"o-3\",\"quantity\":1}\n"},
            {"reserve of an unknown product", making({}, ReserveStock{"p-9", "o-1", 1}),
             "InventoryRejected {\"productId\":\"p-9\",\"orderId\":\"o-1\",\"quantity\":1}\n"},
            {"release all it holds", making(reserved(), ReleaseStock{"o-2"}),
             "InventoryReleased {\"productId\":\"p-1\",\"orderId\":\"o-2\",\"quantity\":6}\n"},
        });
    }
    void makes() { checkRow(); }

    void folds() {
        QCOMPARE(printRecord(reserved()),
                 std::string(R"({"productId":"p-1","onHand":10,"reserved":{"o-1":4,"o-2":6}})"));
        QCOMPARE(Inventory::available(reserved()), std::int64_t(0));
        auto state = reserved();
        applyEvent<Inventory>(state, InventoryReleased{"p-1", "o-2", 6});
        applyEvent<Inventory>(state, InventoryReleased{"p-1", "o-1", 1});
        applyEvent<Inventory>(state, InventoryReleased{"p-1", "nobody", 1});
        applyEvent<Inventory>(state, InventoryRejected{"p-1", "o-5", 99});
        QCOMPARE(printRecord(state), std::string(R"({"productId":"p-1","onHand":10,"reserved":{"o-1":3}})"));
        QCOMPARE(Inventory::available(state), std::int64_t(7));
    }
    void bearsAnyQuantity() {
        Inventory::State state;
        for (const std::int64_t quantity : {INT64_MAX, INT64_MAX, INT64_MIN, INT64_MIN}) {
            applyEvent<Inventory>(state, StockReceived{"p-1", quantity});
            applyEvent<Inventory>(state, InventoryReserved{"p-1", "o-1", quantity});
            applyEvent<Inventory>(state, InventoryReserved{"p-1", "o-2", INT64_MAX});
            applyEvent<Inventory>(state, InventoryReleased{"p-1", "o-1", INT64_MIN});
            QVERIFY(Inventory::available(state) >= 0);
        }
    }
};

QTEST_APPLESS_MAIN(TestInventory)
#include "tst_inventory.moc"
